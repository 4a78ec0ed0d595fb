/* The list above a report's form: a line opens the right tab and focuses the field that it is about. */
(function () {
  'use strict';

  const FOCUSABLE = 'input:not([type=hidden]):not([disabled]), textarea, select, button';

  const SETTLE = 200; // milliseconds

  function open(element) {
    const tab = element.closest('[role=tabpanel]');
    const label = tab && document.getElementById(tab.getAttribute('aria-labelledby'));
    if (label && tab.hidden) {
      label.click();
    }
    // Folded sections around the field.
    for (let part = element.closest('[data-panel]'); part; part = part.parentElement.closest('[data-panel]')) {
      const toggle = part.querySelector('[data-panel-toggle]');
      if (toggle && toggle.getAttribute('aria-expanded') === 'false') {
        toggle.click();
      }
    }
  }

  function focus(id) {
    const element = document.getElementById(id);
    if (!element) {
      return;
    }
    open(element);
    const field = element.matches(FOCUSABLE) && element.type !== 'hidden' ? element : element.querySelector(FOCUSABLE);
    const seen = field || element;
    // The tab needs a moment to show, and Wagtail's own scrolling to end: on a phone it would win.
    window.setTimeout(function () {
      seen.focus({ preventScroll: true });
      seen.scrollIntoView({ block: 'center', behavior: 'instant' });
    }, SETTLE);
  }

  document.addEventListener('click', function (event) {
    const link = event.target.closest('[data-desk-problem]');
    if (link) {
      event.preventDefault();
      focus(link.getAttribute('href').slice(1));
    }
  });

  document.addEventListener('DOMContentLoaded', function () {
    const list = document.querySelector('[data-desk-problems]');
    if (list) {
      list.focus({ preventScroll: true });
      list.scrollIntoView({ block: 'start' });
    }
  });
})();
