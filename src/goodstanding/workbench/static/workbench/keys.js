// Keys of the workbench. "/" goes to the search box; Escape leaves it, or closes an open menu. A letter presses the
// button or goes to the field that shows it.
"use strict";

(function () {
  function isTyping(element) {
    return element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);
  }

  function goToSearch(event) {
    const box = document.getElementById("search");
    if (!box || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    box.focus();
    box.select();
  }

  function leave(event) {
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    } else if (event.target.id === "search" || event.target.dataset.key) {
      event.target.blur();
    }
  }

  function press(event) {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
      return;
    }
    const shown = /^[a-z]$/.test(event.key) && document.querySelector('[data-key="' + event.key + '"]');
    if (shown) {
      event.preventDefault();
      if (isTyping(shown)) {
        shown.focus();
      } else {
        shown.click();
      }
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "/") {
      goToSearch(event);
    } else if (event.key === "Escape") {
      leave(event);
    } else {
      press(event);
    }
  });

  document.addEventListener("click", function (event) {
    const menu = document.querySelector("details.menu[open]");
    if (menu && !menu.contains(event.target)) {
      menu.removeAttribute("open");
    }
  });
})();
