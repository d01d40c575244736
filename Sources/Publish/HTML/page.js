// The button that changes the colours.
{
  const root = document.documentElement;
  const button = document.querySelector("button.scheme");
  const schemes = ["auto", "light", "dark"];
  const current = () => root.dataset.scheme ?? "auto";
  const show = () => { button.textContent = "colours: " + current(); };
  button.addEventListener("click", () => {
    const next = schemes[(schemes.indexOf(current()) + 1) % schemes.length];
    if (next === "auto") delete root.dataset.scheme; else root.dataset.scheme = next;
    try { localStorage.setItem("scheme", next); } catch { /* Forgotten on the next page. */ }
    show();
  });
  show();
}

// Buttons that copy code.
{
  const status = document.querySelector("[role=status]");
  const copyByHand = text => {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("copying is not allowed");
  };
  const copyText = async text => {
    try { await navigator.clipboard.writeText(text); } catch { copyByHand(text); }
  };
  for (const button of document.querySelectorAll("button.copy")) {
    button.addEventListener("click", async () => {
      let word = "copied";
      try {
        await copyText(button.closest(".code").querySelector("pre").textContent);
      } catch { word = "not copied"; }
      button.textContent = word;
      status.textContent = word;
      button.focus();
      setTimeout(() => { button.textContent = "copy"; status.textContent = ""; }, 2000);
    });
  }
}

// The section that is being read is marked in the contents.
{
  const bar = document.querySelector("nav.sidebar");
  const links = new Map();
  for (const link of bar?.querySelectorAll("a") ?? []) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) links.set(target, link);
  }
  const isAtEnd = () => innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const mark = () => {
    let current = null;
    for (const [target, link] of links) {
      if (target.getBoundingClientRect().top < innerHeight / 3 || isAtEnd()) current = link;
    }
    for (const link of links.values()) {
      if (link === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    if (!current) return;
    const place = current.getBoundingClientRect();
    if (place.top < 0 || place.bottom > innerHeight) {
      bar.scrollTop += place.top - innerHeight / 2;
    }
  };
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
  for (const target of links.keys()) observer.observe(target);
  addEventListener("scrollend", mark);
}

// Paper shows what is folded away on the screen.
{
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

// Boxes that scroll sideways can be reached and scrolled by the keyboard.
{
  const mark = () => {
    for (const box of document.querySelectorAll("pre, .scroll, .long")) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", mark);
  document.addEventListener("toggle", mark, true);
  mark();
}
