/* Charts come alive when they come into view: hover shows the quote, a click or Enter opens it.
   The still picture stays for print and where scripts are off. */
(function () {
  "use strict";
  var root = document.documentElement;
  var specs = {};
  /* Data come a column at a time; the chart library wants rows. */
  function rows(packed) {
    var names = Object.keys(packed.each);
    return packed.each[names[0]].map(function (cell, at) {
      var row = Object.assign({}, packed.same);
      names.forEach(function (name) { row[name] = packed.each[name][at]; });
      return row;
    });
  }
  window.planFigure = function (name, spec) {
    spec.data.forEach(function (data) {
      if (data.packed) { data.values = rows(data.packed); delete data.packed; }
    });
    specs[name] = spec;
  };
  var library = null;

  function script(address) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      element.src = address;
      element.onload = function () { resolve(); };
      element.onerror = function () { reject(new Error(address)); };
      document.head.appendChild(element);
    });
  }
  function needLibrary() {
    library = library || script(root.dataset.root + "assets/vega.js");
    return library;
  }
  var narrow = window.matchMedia("(max-width: 36rem)");
  /* The drawing that fits the window: most figures have one for narrow screens beside their own. */
  function fitting(figure) {
    return narrow.matches && figure.querySelector("img.narrow") ? "narrow" : "page";
  }
  function needSpec(id, form) {
    if (specs[id + "/" + form]) { return Promise.resolve(); }
    return script(root.dataset.root + "figures/" + encodeURIComponent(id) + "/" + form + ".js");
  }

  /* Only our own reader may be opened from a chart, in the language of the page. */
  function inReader(address) {
    if (!/^sources\/[^/?#:\\]+\.html#[^\s<>"']+$/.test(address || "")) { return ""; }
    return root.dataset.lang === "en" ? address.replace(/(\.en)?\.html#/, ".en.html#") : address;
  }
  function target(datum) {
    return datum ? inReader(datum.href) : "";
  }

  var card = document.createElement("div");
  card.className = "hover-card";
  card.hidden = true;
  card.setAttribute("role", "tooltip");
  document.body.appendChild(card);
  function line(parent, kind, text) {
    var element = document.createElement("p");
    element.className = kind;
    element.textContent = text;
    parent.appendChild(element);
  }
  function show(datum, value, x, y) {
    card.textContent = "";
    var head = [datum.tip_region, datum.tip_value].filter(Boolean).join("  ");
    if (head) {
      line(card, "head", head);
      var rest = [datum.tip_status, datum.tip_certainty].filter(Boolean).join(" · ");
      if (rest) { line(card, "rest", rest); }
      Object.keys(datum).forEach(function (key) {
        if (/^tip_/.test(key) && !/^tip_(region|value|status|certainty|quote)$/.test(key)
            && datum[key] !== null && datum[key] !== "") { line(card, "rest", String(datum[key])); }
      });
      if (datum.tip_quote) { line(card, "quote", datum.tip_quote); card.lastChild.lang = "zh-Hans"; }
    } else if (value && typeof value === "object") {
      Object.keys(value).forEach(function (key) { line(card, "rest", key + " " + value[key]); });
    } else if (value !== undefined && value !== null) {
      line(card, "rest", String(value));
    } else {
      return;
    }
    card.hidden = false;
    shownAt = Date.now();
    var box = card.getBoundingClientRect();
    var left = Math.min(x + 14, document.documentElement.clientWidth - box.width - 8);
    var top = y + 18 + box.height > window.innerHeight ? y - box.height - 12 : y + 18;
    card.style.left = Math.max(8, left) + "px";
    card.style.top = Math.max(8, top) + "px";
  }
  function hide() { card.hidden = true; }
  var shownAt = 0;
  /* A scroll that brought the mark into view comes late; it must not take the card away. */
  function hideAfterScroll() { if (Date.now() - shownAt > 250) { hide(); } }

  function marks(holder) {
    holder.querySelectorAll("a").forEach(function (link) {
      var address = inReader(link.getAttribute("xlink:href") || link.getAttribute("href"));
      if (address) {
        link.setAttribute("href", address);
        link.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", address);
      }
      link.removeAttribute("target");
    });
    holder.querySelectorAll("path, rect, line, text").forEach(function (element) {
      var item = element.__data__;
      var datum = item && item.datum;
      var address = target(datum);
      if (!address || element.closest(".role-axis, .role-legend, .role-title")) { return; }
      var outer = element.closest("a") || element;
      if (outer === element) {
        element.setAttribute("tabindex", "0");
        element.setAttribute("role", "link");
      }
      outer.setAttribute("aria-label", datum.say || element.getAttribute("aria-label") || address);
      outer.addEventListener("focus", function () {
        var box = element.getBoundingClientRect();
        show(datum, item.tooltip, box.left + box.width / 2, box.bottom);
      });
      outer.addEventListener("blur", hide);
      outer.addEventListener("pointerenter", function (event) {
        show(datum, item.tooltip, event.clientX, event.clientY);
      });
      outer.addEventListener("pointerleave", hide);
      outer.addEventListener("keydown", function (event) {
        if (event.key === "Enter") { event.preventDefault(); location.href = address; }
        if (event.key === "Escape") { hide(); }
      });
    });
  }

  function enliven(figure) {
    var id = figure.dataset.figure;
    var drawing = figure.querySelector(".drawing");
    var form = fitting(figure);
    figure.dataset.form = form;
    Promise.all([needLibrary(), needSpec(id, form)]).then(function () {
      var holder = document.createElement("div");
      holder.className = "live";
      holder.hidden = true;
      drawing.appendChild(holder);
      return window.planEmbed(holder, specs[id + "/" + form], {
        mode: "vega", renderer: "svg", ast: true, actions: false, defaultStyle: false, logLevel: 1,
        loader: {
          load: function () { return Promise.reject(new Error("no loading")); },
          sanitize: function (address) {
            var safe = inReader(address);
            return safe ? Promise.resolve({ href: safe }) : Promise.reject(new Error("no address"));
          }
        },
        tooltip: function (handler, event, item, value) {
          if (!item || (!value && !(item.datum && item.datum.tip_value))) { hide(); return; }
          show(item.datum || {}, value, event.clientX, event.clientY);
        }
      }).then(function (result) {
        if (figure.dataset.form !== form) { holder.remove(); return; }
        drawing.querySelectorAll(".live").forEach(function (old) {
          if (old !== holder) { old.remove(); }
        });
        holder.hidden = false;
        drawing.querySelectorAll("svg.chart, img.narrow").forEach(function (still) {
          still.classList.add("still");
        });
        marks(holder);
        holder.addEventListener("pointerleave", hide);
        figure.dataset.live = "yes";
        figure.planView = result.view;
      });
    }).catch(function (error) {
      figure.dataset.live = "no";
      console.warn("chart stays a picture:", String(error));
    });
  }

  var figures = document.querySelectorAll("figure[data-figure]");
  if ("IntersectionObserver" in window) {
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) { watch.unobserve(entry.target); enliven(entry.target); }
      });
    }, { rootMargin: "200px" });
    figures.forEach(function (figure) { watch.observe(figure); });
    /* A window made narrow or wide, a phone turned: the figure is drawn anew where it fits. */
    narrow.addEventListener("change", function () {
      hide();
      figures.forEach(function (figure) {
        if (figure.dataset.form && figure.dataset.form !== fitting(figure)) { enliven(figure); }
      });
    });
  }
  document.addEventListener("scroll", hideAfterScroll, { passive: true });
})();
