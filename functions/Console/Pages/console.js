// Shows the page anew while it is live. Never under the hands of someone who types, selects or is elsewhere.
(() => {
  const main = document.querySelector('main');
  const busy = () => document.hidden || !getSelection().isCollapsed
    || (main.contains(document.activeElement) && document.activeElement.closest('form'))
    || [...main.querySelectorAll('textarea, input')].some(field => field.value !== '');

  function show(next) {
    const folds = [...main.querySelectorAll('details[id]')].map(fold => [fold.id, fold.open]);
    const held = document.activeElement?.closest('details, a');
    main.replaceChildren(...next.childNodes);
    folds.forEach(([id, open]) => main.querySelector(`details[id="${CSS.escape(id)}"]`)?.toggleAttribute('open', open));
    if (held?.id) document.getElementById(held.id)?.querySelector('summary')?.focus({ preventScroll: true });
    else if (held?.href) [...main.querySelectorAll('a')].find(a => a.href === held.href)?.focus({ preventScroll: true });
  }

  async function look() {
    try {
      if (!busy()) {
        const answer = await fetch(location.href, { cache: 'no-store' });
        if (answer.ok) {
          const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
          if (next && !busy() && next.innerHTML !== main.innerHTML) show(next);
        }
      }
    } catch {
      // The platform may be starting again: what is shown stays, and the next look follows.
    }
    if (main.querySelector('[data-live]')) setTimeout(look, 2000);
  }

  setTimeout(look, 2000);
})();
