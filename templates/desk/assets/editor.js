// Turns a text area of HTML into a rich text editor. Without this file the text area stays; with it,
// the text area is the source view. Text that is not edited is sent exactly as it was. The server
// sanitises whatever is written or pasted here.
"use strict";
(() => {
  const KEPT = {
    P: "p", DIV: "p", H1: "h2", H2: "h2", H3: "h3", H4: "h3", H5: "h3", H6: "h3", BLOCKQUOTE: "blockquote",
    UL: "ul", OL: "ol", LI: "li", STRONG: "strong", B: "strong", EM: "em", I: "em", A: "a", BR: "br",
  };
  const DROPPED = "script,style,template,noscript,iframe,object,svg,math,button,input,select,textarea,head,title";
  const BLOCKS = "p,h1,h2,h3,h4,h5,h6,blockquote,ul,ol,pre,figure,table,hr,div,dl";
  const LOOKS = /\s(?:style|on\w+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi; // which the policy would report
  const WEB = /^(https?:|mailto:)/i;
  const MAIL = /^[^\s@/]+@[^\s@/]+$/;

  class Editor {
    constructor(field) {
      this.source = field.querySelector("textarea");
      this.sheet = field.querySelector(".sheet");
      this.bar = field.querySelector("[role=toolbar]");
      this.buttons = [...this.bar.querySelectorAll("button")];
      this.dialog = document.querySelector(field.dataset.editor);
      this.given = this.source.value;
      this.touched = this.sent = this.showsSource = false;
      this.fill();
      this.listen();
      this.rove(this.buttons[0]);
      field.classList.add("enhanced");
      field.querySelector("label").addEventListener("click", () => this.sheet.focus());
      this.sheet.hidden = this.bar.hidden = false;
      this.source.hidden = true;
    }

    listen() {
      document.execCommand("defaultParagraphSeparator", false, "p");
      document.execCommand("styleWithCSS", false, false);
      document.addEventListener("selectionchange", () => this.mark());
      for (const written of [this.sheet, this.source]) written.addEventListener("input", () => { this.touched = true; });
      this.sheet.addEventListener("paste", (event) => this.paste(event));
      this.sheet.addEventListener("keydown", (event) => this.shortcut(event));
      this.bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
      this.bar.addEventListener("click", (event) => this.press(event.target.closest("button")));
      this.bar.addEventListener("keydown", (event) => this.walk(event));
      this.source.form.addEventListener("submit", () => { this.keep(); this.sent = true; });
      addEventListener("beforeunload", (event) => this.warn(event));
    }

    // ---- between the sheet and the text area
    fill() {
      this.sheet.replaceChildren(...parsed(this.source.value).childNodes);
      if (!this.sheet.firstElementChild) this.sheet.innerHTML = "<p><br></p>";
    }

    keep() {
      if (!this.showsSource && this.touched) this.source.value = tidy(this.sheet);
    }

    warn(event) {
      this.keep();
      if (!this.sent && this.source.value !== this.given) event.preventDefault();
    }

    turn() {
      this.keep();
      this.showsSource = !this.showsSource;
      if (!this.showsSource) this.fill();
      this.source.hidden = !this.showsSource;
      this.sheet.hidden = this.showsSource;
      for (const group of this.bar.querySelectorAll(".group:not(.end)")) group.hidden = this.showsSource;
      this.bar.querySelector("[data-source]").setAttribute("aria-pressed", this.showsSource);
      (this.showsSource ? this.source : this.sheet).focus();
    }

    // ---- the buttons
    press(button) {
      if (!button) return;
      this.rove(button);
      if (button.matches("[data-source]")) return this.turn();
      this.sheet.focus();
      if (button.matches("[data-link]")) return this.link();
      if (button.dataset.block) this.become(button.dataset.block);
      else document.execCommand(button.dataset.command);
      this.mark();
    }

    walk(event) {
      const usable = this.buttons.filter((button) => !button.closest("[hidden]"));
      const along = getComputedStyle(this.bar).direction === "rtl" ? -1 : 1;
      const at = usable.indexOf(document.activeElement);
      const to = { ArrowRight: at + along, ArrowLeft: at - along, Home: 0, End: usable.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = usable[(to + usable.length) % usable.length];
      this.rove(next);
      next.focus();
    }

    rove(current) {
      for (const button of this.buttons) button.tabIndex = button === current ? 0 : -1;
    }

    mark() {
      if (!this.sheet.contains(getSelection().anchorNode)) return;
      for (const button of this.buttons) if (!button.matches("[data-source]")) button.setAttribute("aria-pressed", this.isOn(button.dataset));
    }

    isOn({ block, command, inside }) {
      if (inside) return Boolean(this.around(inside));
      if (block) return block === "p" ? !this.around("h2,h3,blockquote,ul,ol") : Boolean(this.around(block));
      return document.queryCommandState(command);
    }

    become(block) {
      const was = this.isOn({ block });
      if (this.around("ul,ol") || this.around("blockquote")?.querySelector(BLOCKS)) document.execCommand("outdent");
      document.execCommand("formatBlock", false, was ? "p" : block);
    }

    around(selector) {
      const node = getSelection().anchorNode;
      const found = (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest(selector);
      return found && found !== this.sheet && this.sheet.contains(found) ? found : null;
    }

    shortcut(event) {
      if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.link();
    }

    // ---- links
    link() {
      if (!this.sheet.contains(getSelection().anchorNode)) return;
      const range = getSelection().getRangeAt(0).cloneRange();
      const there = this.around("a");
      const input = this.dialog.querySelector("input");
      input.value = there?.getAttribute("href") ?? "";
      this.dialog.returnValue = "";
      this.dialog.addEventListener("close", () => {
        this.sheet.focus();
        choose(range);
        if (this.dialog.returnValue === "set") this.lead(input.value.trim(), there);
        this.mark();
      }, { once: true });
      this.dialog.showModal();
    }

    lead(address, there) {
      if (there) getSelection().selectAllChildren(there);
      if (!address) return document.execCommand("unlink");
      const whole = WEB.test(address) ? address : (MAIL.test(address) ? "mailto:" : "https://") + address;
      if (!getSelection().isCollapsed) return document.execCommand("createLink", false, whole);
      document.execCommand("insertHTML", false, element("a", { href: whole }, address).outerHTML);
    }

    // ---- pasting: keep words, headings, lists and links, but no styling
    paste(event) {
      event.preventDefault();
      const html = event.clipboardData.getData("text/html");
      const written = html ? plain(parsed(html.replace(LOOKS, ""))) : paragraphs(event.clipboardData.getData("text/plain"));
      document.execCommand("insertHTML", false, written);
    }
  }

  function choose(range) {
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  function element(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  function parsed(html) {
    return new DOMParser().parseFromString(html, "text/html").body;
  }

  /** The sheet as HTML, one block per line, without the remains of browser commands. */
  function tidy(sheet) {
    const copy = sheet.cloneNode(true);
    for (const list of copy.querySelectorAll("p > ul, p > ol")) list.parentElement.replaceWith(...list.parentElement.childNodes);
    for (const each of copy.querySelectorAll("p, h2, h3, li")) if (!each.textContent.trim() && !each.querySelector("img")) each.remove();
    for (const each of copy.querySelectorAll("[style]")) each.removeAttribute("style");
    for (const each of copy.querySelectorAll("span")) if (!each.attributes.length) each.replaceWith(...each.childNodes);
    return [...copy.childNodes].map((node) => node.outerHTML ?? node.textContent.trim()).filter(Boolean).join("\n");
  }

  function paragraphs(text) {
    const parts = text.replaceAll("\r", "").split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
    const made = parts.map((part) => element("p", {}, ...part.split("\n").flatMap((line) => [element("br", {}), line]).slice(1)));
    return made.length === 1 ? made[0].innerHTML : made.map((p) => p.outerHTML).join("");
  }

  function plain(body) {
    for (const each of body.querySelectorAll(DROPPED)) each.remove();
    return element("div", {}, ...[...body.childNodes].flatMap(kept)).innerHTML;
  }

  function kept(node) {
    if (node.nodeType === Node.TEXT_NODE) return [node.textContent.replace(/\s+/g, " ")];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const inside = [...node.childNodes].flatMap(kept);
    if (node.tagName === "BR") return [element("br", {})];
    if (!isKept(node)) return inside;
    const href = node.tagName === "A" ? { href: node.getAttribute("href") } : {};
    return [element(KEPT[node.tagName], href, ...inside)];
  }

  function isKept(node) {
    if (!KEPT[node.tagName] || !node.textContent.trim()) return false;
    if (node.tagName === "A") return WEB.test(node.getAttribute("href") ?? "");
    if (node.tagName === "DIV") return !node.querySelector(BLOCKS);
    return !node.id.startsWith("docs-internal-guid"); // a <b> around the whole clipboard, that is not bold
  }

  for (const field of document.querySelectorAll("[data-editor]")) new Editor(field);
})();
