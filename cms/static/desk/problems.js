/* The list above a report's form: a line opens the right tab and focuses the field that it is about.

   Autosave saves all that can be read. What cannot, is said at its field and beside the sign that all is saved. */
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

  function sayNotSaved(problems) {
    document.querySelectorAll('.desk-not-saved').forEach(function (note) {
      note.remove();
    });
    problems.forEach(function (problem) {
      const field = document.getElementById(problem.target);
      const place = field && field.closest('[data-field-wrapper], .w-field__wrapper, .w-field');
      if (place) {
        const note = document.createElement('p');
        note.className = 'error-message desk-not-saved';
        note.setAttribute('role', 'status');
        note.textContent = problem.sentence;
        place.append(note);
      }
    });
    const sign = document.querySelector('.w-autosave-indicator__state--saved .w-autosave-indicator__text');
    if (sign) {
      sign.dataset.whole = sign.dataset.whole || sign.textContent;
      sign.textContent = problems.length ? 'Niet alles bewaard' : sign.dataset.whole;
    }
  }

  document.addEventListener('w-autosave:success', function (event) {
    sayNotSaved(event.detail.data.not_saved || []);
  });

  document.addEventListener('DOMContentLoaded', function () {
    const list = document.querySelector('[data-desk-problems]');
    if (list) {
      list.focus({ preventScroll: true });
      list.scrollIntoView({ block: 'start' });
    }
  });
})();
