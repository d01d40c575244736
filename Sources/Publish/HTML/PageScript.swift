/// The scripts of a page; without them it is as readable, but has no buttons.
enum PageScript {
  /// Runs before anything is shown, so that no page flashes in the wrong colours.
  static let atStart = """

    (() => {
      const root = document.documentElement;
      root.classList.add("js");
      try {
        const scheme = localStorage.getItem("scheme");
        if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
      } catch { /* No storage: the system's scheme. */ }
    })();

    """

  /// Runs once the page is there.
  static let atEnd = [scheme, copy, sections, print, scrollers].joined(separator: "\n")

  private static let scheme = """

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
    """

  private static let copy = """
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
    """

  /// Marks the section that is being read.
  private static let sections = """
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
    """

  /// Paper shows what is folded away on the screen.
  private static let print = """
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
    """

  /// What scrolls sideways can be reached and scrolled by the keyboard.
  private static let scrollers = """
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

    """
}
