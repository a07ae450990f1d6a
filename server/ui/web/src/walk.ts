// Marks of a picture are one stop of the tab key; arrows walk through them, and the mark with the focus says what it
// is.

type Step = (at: number, of: number) => number;
const on: Step = (at, of) => Math.min(at + 1, of - 1), back: Step = at => Math.max(at - 1, 0);
const steps: Record<string, Step> = {
  ArrowRight: on, ArrowDown: on, ArrowLeft: back, ArrowUp: back, Home: () => 0, End: (_, of) => of - 1,
};

// walk makes the marks of a picture walkable, in the order in which they were drawn.
export function walk(svg: SVGSVGElement): void {
  for (const t of svg.querySelectorAll('text')) t.setAttribute('aria-hidden', 'true');
  const marks = [...svg.querySelectorAll<SVGElement>('[data-tip]')].filter(m => m.tagName !== 'text')
    .map(m => m.closest<SVGElement>('a') ?? m);
  marks.forEach((m, i) => {
    m.setAttribute('tabindex', i === 0 ? '0' : '-1');
    if (m.tagName === 'a') return;
    m.setAttribute('role', 'img');
    m.setAttribute('aria-label', (m.getAttribute('data-tip') ?? '').replaceAll('\n', ', '));
  });
  svg.addEventListener('keydown', e => {
    const at = marks.indexOf(e.target as SVGElement), step = steps[e.key];
    if (at < 0 || !step || e.metaKey || e.ctrlKey || e.altKey) return;
    e.preventDefault();
    const next = marks[step(at, marks.length)];
    marks[at].setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  });
}
