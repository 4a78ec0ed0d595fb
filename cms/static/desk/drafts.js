/* Lets autosave miss nothing, and never cross a submit.

   Wagtail compares the form with a picture that it takes two seconds after opening and again after each save: what is
   typed before the first, or while a save is on its way, would be in that picture and count as saved. Whatever was
   typed since the last save began is therefore told to it again.

   In a form that is shown again, after a refused submit, Wagtail saves once and then watches no more. It is told to
   watch by another interval.

   A save that is on its way while the form is sent would make a newer version than the one that the next page knows,
   and that page would ask which of the two to keep. So the form waits for it, and no new save begins meanwhile.

   The desk refuses a form that was opened before somebody else saved. What autosave wrote is the form's own: after
   each save the form says that it is one of that version. */
(function () {
  'use strict';

  const FORM = 'form[data-edit-form]';
  const ROW_BUTTONS = '[id$="-ADD"], [id$="-DELETE-button"], [id$="-move-up"], [id$="-move-down"]';
  const AFTER_THE_PICTURE = 50; // milliseconds: Wagtail forgets its own signs right after it
  const WATCH = '501'; // milliseconds: any but Wagtail's own
  const PATIENCE = 8000; // milliseconds that a form waits for a save

  let typed = false;
  let saving = false;
  let leaving = false;

  function note(event) {
    const inForm = event.target.closest(FORM);
    if (inForm && event.isTrusted && (event.type !== 'click' || event.target.closest(ROW_BUTTONS))) {
      typed = true;
    }
  }

  ['input', 'change', 'click'].forEach(function (type) {
    document.addEventListener(type, note, true);
  });

  document.addEventListener('w-autosave:save', function (event) {
    if (leaving) {
      event.preventDefault();
      return;
    }
    typed = false;
    saving = true;
  });

  document.addEventListener('w-autosave:success', function (event) {
    const saved = event.detail.data;
    const versions = { loaded_revision_id: saved.revision_id, loaded_revision_created_at: saved.revision_created_at };
    Object.entries(versions).forEach(function ([name, value]) {
      const field = document.querySelector(FORM + ' [name=' + name + ']');
      if (field && value) {
        field.value = value;
      }
    });
  });

  ['success', 'error'].forEach(function (outcome) {
    document.addEventListener('w-autosave:' + outcome, function () {
      saving = false;
    });
  });

  document.addEventListener('w-unsaved:watch-edits', function (event) {
    if (event.target.dataset.wUnsavedForceValue === 'true' && !event.target.dataset.wUnsavedCheckIntervalValue) {
      window.setTimeout(function () {
        event.target.dataset.wUnsavedCheckIntervalValue = WATCH;
      }, 0);
    }
    if (!typed) {
      return;
    }
    window.setTimeout(function () {
      event.target.dataset.wUnsavedForceValue = 'true';
      event.target.dataset.wUnsavedHasEditsValue = 'true';
    }, AFTER_THE_PICTURE);
  });

  function whenSaved(go) {
    let gone = false;
    function once() {
      if (!gone) {
        gone = true;
        window.setTimeout(go, 0); // after Wagtail put the new rows' numbers into the form
      }
    }
    document.addEventListener('w-autosave:success', once, { once: true });
    document.addEventListener('w-autosave:error', once, { once: true });
    window.setTimeout(once, PATIENCE);
  }

  document.addEventListener('submit', function (event) {
    if (!event.target.matches(FORM) || event.defaultPrevented) {
      return;
    }
    if (saving && !leaving) {
      event.preventDefault();
      whenSaved(function () {
        event.target.requestSubmit(event.submitter);
      });
    }
    leaving = true;
  });

  window.addEventListener('pageshow', function () {
    leaving = false; // Back may bring this very page again
  });
})();
