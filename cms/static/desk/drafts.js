/* Lets autosave miss nothing. Wagtail compares the form with a picture that it takes two seconds after opening and
   again after each save: what is typed before the first, or while a save is on its way, would be in that picture
   and count as saved. Whatever was typed since the last save began is therefore told to it again. */
(function () {
  'use strict';

  const AFTER_THE_PICTURE = 50; // milliseconds: Wagtail forgets its own signs right after it
  const ROW_BUTTONS = '[id$="-ADD"], [id$="-DELETE-button"], [id$="-move-up"], [id$="-move-down"]';

  let typed = false;

  function note(event) {
    const form = event.target.closest('form[data-edit-form]');
    if (form && event.isTrusted && (event.type !== 'click' || event.target.closest(ROW_BUTTONS))) {
      typed = true;
    }
  }

  ['input', 'change', 'click'].forEach(function (type) {
    document.addEventListener(type, note, true);
  });

  document.addEventListener('w-autosave:save', function () {
    typed = false;
  });

  document.addEventListener('w-unsaved:watch-edits', function (event) {
    if (!typed) {
      return;
    }
    window.setTimeout(function () {
      event.target.dataset.wUnsavedForceValue = 'true';
      event.target.dataset.wUnsavedHasEditsValue = 'true';
    }, AFTER_THE_PICTURE);
  });
})();
