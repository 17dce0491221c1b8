// Prints what Readability (Firefox's reader view) makes of each HTML file named on standard input.
const fs = require("fs");
const { JSDOM } = require("jsdom");
const { Readability } = require("@mozilla/readability");

for (const file of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const dom = new JSDOM(fs.readFileSync(file, "utf8"), { url: "https://site.example/" });
  const found = new Readability(dom.window.document).parse() || {};
  const { title, byline, publishedTime, textContent } = found;
  console.log(JSON.stringify({ title, author: byline, date: publishedTime, text: textContent }));
}
