// Keys of the workbench. "/" goes to the search box; Escape leaves it, or closes an open menu.
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
    } else if (event.target.id === "search") {
      event.target.blur();
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "/") {
      goToSearch(event);
    } else if (event.key === "Escape") {
      leave(event);
    }
  });

  document.addEventListener("click", function (event) {
    const menu = document.querySelector("details.menu[open]");
    if (menu && !menu.contains(event.target)) {
      menu.removeAttribute("open");
    }
  });
})();
