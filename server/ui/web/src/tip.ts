// One tip for all marks that have something to say, on hover and on focus.
const tip = document.createElement('div');
tip.className = 'tip';
tip.setAttribute('role', 'tooltip');
tip.hidden = true;

function show(text: string, x: number, y: number): void {
  const [head, ...rest] = text.split('\n');
  const strong = document.createElement('strong');
  strong.textContent = head;
  tip.replaceChildren(strong, ...rest.flatMap(line => [document.createElement('br'), line]));
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(x + 12, innerWidth - box.width - 8))}px`;
  tip.style.top = `${y + 16 + box.height > innerHeight ? Math.max(4, y - box.height - 10) : y + 16}px`;
}

const marked = (e: EventTarget | null): Element | null => e instanceof Element ?
  e.closest('[data-tip]') ?? (e.matches('a') ? e.querySelector('[data-tip]') : null) : null;

export function tips(): void {
  document.body.append(tip);
  document.addEventListener('pointermove', e => {
    const m = marked(e.target);
    if (m) show(m.getAttribute('data-tip') ?? '', e.clientX, e.clientY); else tip.hidden = true;
  });
  document.addEventListener('focusin', e => {
    const m = marked(e.target);
    if (!m) { tip.hidden = true; return; }
    const box = m.getBoundingClientRect();
    show(m.getAttribute('data-tip') ?? '', box.left + box.width / 2, box.top + box.height / 2);
  });
  document.addEventListener('keydown', e => { if (e.key === 'Escape') tip.hidden = true; });
  document.addEventListener('scroll', () => { tip.hidden = true; }, { passive: true });
}
