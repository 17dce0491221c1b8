// Search without a server: reads the index that Matbaa publishes under search/.
// terms() must fold and stem exactly as matbaa/search.py does; tests/browser compares the two.
(() => {
  "use strict";

  const UNSEEN = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]/gu;
  const SAME = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ک": "ك", "ڪ": "ك", "ß": "ss", "ς": "σ" };
  const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー";
  const RUN = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`, "gu");
  const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
  const PREFIX = /^(?:[وف]?[بك]?ال|[وف]?لل|[وفبلك](?=.{4}))(?=.{3})/u;
  const SUFFIX = /(?<=.{3})(?:هما|كما|تها|هم|هن|ها|نا|ات|ون|ين|ان|وا|يه|ته|ه|ي)$/u;

  const digit = (character) => {
    let zero = character.codePointAt(0);
    const code = zero;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero);
  };

  const fold = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(UNSEEN, "")
      .replace(/[أإآٱىیېئؤةۀہھەکڪßς]/gu, (letter) => SAME[letter])
      .replace(/(?![0-9])\p{Nd}/gu, digit);

  const term = (run) => {
    const plain = run.normalize("NFD").replace(/[\u0300-\u036f]/gu, "").normalize("NFC");
    const stem = /\p{Script=Arabic}/u.test(plain) ? plain.replace(PREFIX, "").replace(SUFFIX, "") : plain;
    return Array.from(stem).slice(0, 24).join("");
  };

  const terms = (text) =>
    (fold(text).match(RUN) || []).flatMap((run) => {
      if (!IS_UNSPACED.test(run)) return term(run) ? [term(run)] : [];
      const letters = Array.from(run);
      return letters.slice(0, Math.max(1, letters.length - 1)).map((letter, at) => letter + (letters[at + 1] || ""));
    });

  const bucket = (word, count) =>
    Array.from(word)
      .slice(0, 2)
      .reduce((number, letter) => (number * 31 + letter.codePointAt(0)) % 4294967296, 0) % count;

  globalThis.matbaaSearch = { terms, bucket };

  const list = document.getElementById("results");
  if (!list) return;
  const input = document.getElementById("q");
  const status = document.getElementById("status");
  const more = document.getElementById("more");
  const words = list.dataset;
  const ENOUGH = 20;
  const AT_ONCE = 6;
  let run = 0;

  const files = new Map();
  const load = (name) => {
    if (!files.has(name)) {
      const answer = fetch(`${words.base}search/${name}`).then((response) => {
        if (!response.ok) throw new Error(`${response.status} ${name}`);
        return response.json();
      });
      answer.catch(() => files.delete(name));
      files.set(name, answer);
    }
    return files.get(name);
  };

  // Short words must be met exactly, others may be the beginning of one.
  const weigh = (wanted, found, weight) => {
    if (found === wanted) return 2 * weight;
    return wanted.length > 2 && found.startsWith(wanted) ? weight : 0;
  };

  const searchOpen = (open, wanted) =>
    open.records
      .map((record) => {
        const scores = wanted.map(() => 0);
        for (const [weight, group] of Object.entries(record[8])) {
          for (const found of group.split(" ")) {
            wanted.forEach((word, at) => {
              scores[at] = Math.max(scores[at], weigh(word, found, Number(weight)));
            });
          }
        }
        return { number: record[0], record, scores };
      })
      .filter((hit) => hit.scores.every(Boolean));

  const searchPart = async ([kind, index, first, count], wanted) => {
    const hits = new Map();
    const common = new Set();
    await Promise.all(
      wanted.map(async (word, at) => {
        const postings = await load(`${kind}/${index}/${bucket(word, count)}.json`);
        for (const [found, places] of Object.entries(postings)) {
          const factor = weigh(word, found, 1);
          if (!factor) continue;
          if (places === 0) common.add(at);
          for (let place = 0; places && place < places.length; place += 2) {
            const number = first + places[place];
            if (!hits.has(number)) hits.set(number, { number, scores: wanted.map(() => 0) });
            const scores = hits.get(number).scores;
            scores[at] = Math.max(scores[at], factor * places[place + 1]);
          }
        }
      }),
    );
    return [...hits.values()].filter((hit) => hit.scores.every((score, at) => score || common.has(at)));
  };

  const ranked = (hits) => {
    const total = (hit) => hit.scores.reduce((sum, score) => sum + score, 0);
    return hits.sort((one, other) => total(other) - total(one) || other.number - one.number);
  };

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  // Scores, handles and phone numbers stay in one piece, as `matbaa.pages.pieces` has them.
  const PIECE = /(?<![A-Za-z0-9_@+./-])(\d{1,4}[-\u2013]\d{1,4}(?![\p{L}\p{N}_-])|[A-Za-z]{1,12}-\d{1,4}[A-Za-z]{0,3}(?![\p{L}\p{N}_-])|[@#][A-Za-z]\w+|(?:\+|00)[1-9](?:[ ./()-]{0,2}\d){7,14})/u;
  const piece = (text) =>
    /^(?:[@#+]|00)/.test(text)
      ? element("bdi", { dir: "ltr", className: "together" }, text)
      : element("span", { className: "together" }, text);
  const headline = (title) => title.split(PIECE).map((part, n) => (n % 2 ? piece(part) : part));

  const site = document.documentElement.lang;
  const dates = new Intl.DateTimeFormat(`${site}-u-ca-gregory${site === "ar" ? "-nu-latn" : ""}`, {
    dateStyle: "long",
    timeZone: "UTC",
  });

  const show = ([, path, title, description, lang, dir, published, section]) => {
    const link = element("a", { href: words.base + path.split("/").map(encodeURIComponent).join("/") }, ...headline(title));
    const text = element("div", { className: "card-text", lang, dir });
    if (section) text.append(element("p", { className: "kicker" }, element("span", { lang: site, dir: "auto" }, section)));
    text.append(element("h2", { className: "card-title" }, link));
    text.append(element("p", { className: "card-description" }, description));
    text.append(element("p", { className: "meta" }, element("time", { dateTime: published, lang: site, dir: document.documentElement.dir }, dates.format(new Date(published)))));
    list.append(element("li", {}, element("div", { className: "card" }, text)));
  };

  const fetched = async (hits, shelf) => {
    for (const hit of hits) {
      if (hit.record) continue;
      const records = await load(`shelf/${Math.floor(hit.number / shelf)}.json`);
      hit.record = records.find((record) => record[0] === hit.number);
    }
    return hits.filter((hit) => hit.record);
  };

  async function* batches(open, wanted) {
    yield searchOpen(open, wanted);
    const parts = open.parts.slice().reverse();
    for (let at = 0; at < parts.length; at += AT_ONCE) {
      const together = await Promise.all(parts.slice(at, at + AT_ONCE).map((part) => searchPart(part, wanted)));
      for (const hits of together) yield hits;
    }
  }

  const say = (text) => {
    status.textContent = text;
  };

  const search = async (query) => {
    const mine = ++run;
    list.replaceChildren();
    more.hidden = true;
    const wanted = [...new Set(terms(query))].slice(0, 8);
    if (!wanted.length) return say("");
    say(words.searching);
    try {
      const open = await load("open.json");
      const found = batches(open, wanted);
      const go = async () => {
        const upTo = list.children.length + ENOUGH;
        more.hidden = true;
        for (;;) {
          const { value, done } = await found.next();
          if (mine !== run) return;
          if (done) break;
          for (const hit of await fetched(ranked(value), open.shelf)) if (mine === run) show(hit.record);
          if (list.children.length >= upTo) {
            more.hidden = false;
            break;
          }
        }
        const count = list.children.length;
        say(count ? words.found.replace("%(n)s", count) : words.none);
      };
      more.firstElementChild.onclick = async () => {
        const last = list.children.length;
        await go();
        list.children[last]?.querySelector("a").focus();
      };
      await go();
    } catch (error) {
      if (mine === run) say(words.failed);
      console.error(error);
    }
  };

  const asked = () => new URLSearchParams(location.search).get("q") || "";
  const fromAddress = () => {
    input.value = asked();
    search(input.value);
  };
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = `${location.pathname}?q=${encodeURIComponent(input.value)}`;
    if (input.value !== asked()) history.pushState(null, "", address);
    search(input.value);
  });
  addEventListener("popstate", fromAddress);
  fromAddress();
  if (!input.value) input.focus();
})();
