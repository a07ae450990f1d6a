// Choices and links change the page in place; the address says what is shown, and back goes back.
import { say } from './words';

let asking: AbortController | undefined;
const shown: ((main: HTMLElement) => void)[] = [];

export const onPage = (f: (main: HTMLElement) => void): void => { shown.push(f); };

const live = document.createElement('div');
live.className = 'unseen';
live.setAttribute('aria-live', 'polite');

// show fetches a page and puts it in the place of this one. A later choice overtakes an earlier one.
async function show(address: string, push: boolean): Promise<void> {
  const main = document.getElementById('main');
  if (!main) return;
  asking?.abort();
  const own = asking = new AbortController();
  main.setAttribute('aria-busy', 'true');
  const focus = document.activeElement?.id;
  try {
    const answer = await fetch(address, { signal: own.signal, headers: { Accept: 'text/html' } });
    if (!answer.headers.get('Content-Type')?.startsWith('text/html')) { location.href = address; return; }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.getElementById('main');
    if (!next || own.signal.aborted) { if (!next) location.href = address; return; }
    dispatchEvent(new Event('ikat:leave'));
    if (push) history.pushState(null, '', answer.redirected ? answer.url : address);
    const samePage = page.querySelector('nav [aria-current]')?.textContent === document.querySelector('nav [aria-current]')?.textContent;
    document.title = page.title;
    main.replaceChildren(...next.childNodes);
    const nav = page.querySelector('header.site nav'), old = document.querySelector('header.site nav');
    if (nav && old) old.replaceChildren(...nav.childNodes);
    main.removeAttribute('aria-busy');
    shown.forEach(f => f(main));
    if (samePage && focus) document.getElementById(focus)?.focus({ preventScroll: true });
    else { if (push) scrollTo(0, 0); main.focus({ preventScroll: true }); }
    live.textContent = main.querySelector('.answer')?.textContent?.trim() ?? '';
  } catch (e) {
    if (own.signal.aborted) return;
    main.removeAttribute('aria-busy');
    live.textContent = say('failed');
    location.href = address;
  }
}

// addressOf is where a form of choices leads; empty and unchecked ones are left out.
export function addressOf(form: HTMLFormElement): string {
  const q = new URLSearchParams();
  for (const [k, v] of new FormData(form)) if (typeof v === 'string' && v !== '') q.append(k, v);
  const s = q.toString();
  return form.getAttribute('action') + (s ? '?' + s : '');
}

// snap moves a slider to the nearest of its list's values.
function snap(e: HTMLInputElement): void {
  const values = [...e.list?.options ?? []].map(o => Number(o.value));
  if (values.length) e.value = String(values.reduce((a, b) => Math.abs(b - Number(e.value)) < Math.abs(a - Number(e.value)) ? b : a));
}

const formOf = (e: EventTarget | null): HTMLFormElement | undefined => {
  const form = (e as HTMLInputElement | null)?.form;
  return form instanceof HTMLFormElement && form.method === 'get' && form.id !== 'upload' ? form : undefined;
};

export function navigation(): void {
  document.body.append(live);
  document.addEventListener('input', e => {
    const t = e.target as HTMLInputElement;
    if (t.type !== 'range') return;
    snap(t);
    const out = document.querySelector<HTMLOutputElement>(`output[for="${t.id}"]`);
    if (out) out.textContent = t.value + (out.dataset.unit ?? '');
  });
  document.addEventListener('change', e => {
    const form = formOf(e.target);
    if (form && !(e.target instanceof HTMLTextAreaElement)) void show(addressOf(form), true);
  });
  document.addEventListener('submit', e => {
    const form = e.target as HTMLFormElement;
    if (form.method !== 'get' || form.id === 'upload') return;
    e.preventDefault();
    void show(addressOf(form), true);
  });
  document.addEventListener('click', e => {
    const a = e.target instanceof Element ? e.target.closest<HTMLAnchorElement | SVGAElement>('a[href]') : null;
    if (!a || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const href = a.getAttribute('href') ?? '';
    const to = new URL(href, location.href);
    if (href.startsWith('#') || a.hasAttribute('download') || a.hasAttribute('target') || to.origin !== location.origin || to.pathname.startsWith('/api/') || to.pathname.startsWith('/assets/')) return;
    e.preventDefault();
    void show(to.pathname + to.search, true);
  });
  addEventListener('popstate', () => void show(location.pathname + location.search, false));
}
