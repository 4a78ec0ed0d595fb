/* Keeps what is typed when the session ended, or began anew in another tab.

   Before a form is sent, a cheap request asks whether the user is still signed in. If not, the form stays, with a
   message. If so, the form gets the token of the present session: signing in again made the old one worthless. */
(function () {
  'use strict';

  const FORM = 'form[data-edit-form]';
  const ADDRESS = document.currentScript.dataset.address;
  const SIGN_IN = document.currentScript.dataset.signIn;
  const TOKENS = 'input[name=csrfmiddlewaretoken]';
  // What Wagtail adds to a form when an action of a review is clicked: it must not go along with a later click.
  const CHOSEN = 'input[name=action-workflow-action], input[name^=workflow-action-]';
  const KEPT = ' Uw tekst blijft hier staan.';
  const SIGNED_OUT = 'U bent uitgelogd. Meld u in een ander tabblad aan en kies daarna opnieuw.' + KEPT;
  const NO_CONNECTION = 'Er is geen verbinding met de website. Probeer het zo nog eens.' + KEPT;
  const GOOD_FOR = 20000; // milliseconds: the wait of drafts.js fits in it

  let askedAt = -Infinity;
  let away = false;

  function say(text) {
    let box = document.getElementById('desk-signed-out');
    if (!box) {
      box = document.createElement('div');
      box.id = 'desk-signed-out';
      box.className = 'desk-signed-out';
      box.setAttribute('role', 'alert');
      document.body.append(box);
    }
    box.textContent = text + ' ';
    if (text === SIGNED_OUT) {
      const link = document.createElement('a');
      link.href = SIGN_IN;
      link.target = '_blank';
      link.textContent = 'Aanmelden in een nieuw tabblad';
      box.append(link);
    }
    box.hidden = !text;
  }

  async function ask() {
    let answer;
    try {
      answer = await fetch(ADDRESS, { headers: { 'X-Requested-With': 'XMLHttpRequest' }, cache: 'no-store' });
    } catch (error) {
      say(NO_CONNECTION);
      return false;
    }
    away = !answer.ok;
    if (away) {
      say(SIGNED_OUT);
      return false;
    }
    const token = (await answer.json()).token;
    document.querySelectorAll(TOKENS).forEach(function (field) {
      field.value = token;
    });
    say('');
    return true;
  }

  function unclick(form, button) {
    form.querySelectorAll(CHOSEN).forEach(function (field) {
      field.remove();
    });
    if (button) {
      button.removeAttribute('disabled');
      button.classList.remove('button-longrunning-active');
    }
  }

  document.addEventListener(
    'submit',
    function (event) {
      const form = event.target;
      if (!form.matches(FORM) || Date.now() - askedAt < GOOD_FOR) {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      ask().then(function (present) {
        if (!present) {
          unclick(form, event.submitter);
          return;
        }
        askedAt = Date.now();
        if (event.submitter) {
          event.submitter.removeAttribute('disabled'); // a disabled button is not sent
        }
        form.requestSubmit(event.submitter);
      });
    },
    true
  );

  document.addEventListener('w-autosave:error', function (event) {
    if (event.detail.type === 'locked' || event.detail.type === 'server_error') {
      ask();
    }
  });

  window.addEventListener('focus', function () {
    if (away) {
      ask();
    }
  });

  window.addEventListener('pageshow', function () {
    askedAt = -Infinity; // Back may bring this very page again
  });
})();
