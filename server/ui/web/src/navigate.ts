// Choices and links change the page in place; the address says what is shown, and back goes back.
import { say } from './words';

let asking: AbortController | undefined;
let here = location.pathname + location.search;
const shown: ((main: HTMLElement) => void)[] = [];

export const onPage = (f: (main: HTMLElement) => void): void => { shown.push(f); };

const live = document.createElement('div');
live.className = 'unseen';
live.setAttribute('aria-live', 'polite');

// keepPlace remembers how far the reader has scrolled, for when they come back.
const keepPlace = (): void => history.replaceState({ y: scrollY }, '');

// keepInAddress says in the address, without a new step of history, how the reader looks at the page; '' takes it out.
export function keepInAddress(name: string, value: string): void {
  const to = new URL(location.href);
  if (value) to.searchParams.set(name, value); else to.searchParams.delete(name);
  history.replaceState(history.state, '', to);
  here = location.pathname + location.search;
}

// fetched is the page at an address, or nothing where the address is no page.
async function fetched(address: string, signal: AbortSignal): Promise<{ page: Document; address: string } | undefined> {
  const answer = await fetch(address, { signal, headers: { Accept: 'text/html' } });
  if (!answer.headers.get('Content-Type')?.startsWith('text/html')) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.getElementById('main') ? { page, address: answer.redirected ? answer.url : address } : undefined;
}

// inView scrolls a narrow window's row of pages to the page that is shown.
function inView(): void {
  const list = document.querySelector('header.site ul'), item = list?.querySelector<HTMLElement>('[aria-current]');
  if (list && item) list.scrollLeft = item.offsetLeft - (list.clientWidth - item.offsetWidth) / 2;
}

const current = (d: Document): string => d.querySelector('header.site [aria-current]')?.textContent ?? '';

// swap puts a fetched page in the place of this one, and the focus where it was.
function swap(main: HTMLElement, page: Document): boolean {
  const stays = current(page) === current(document), focus = document.activeElement?.id;
  dispatchEvent(new Event('ikat:leave'));
  document.title = page.title;
  main.replaceChildren(...page.getElementById('main')?.childNodes ?? []);
  const nav = page.querySelector('header.site nav'), old = document.querySelector('header.site nav');
  if (nav && old) old.replaceChildren(...nav.childNodes);
  inView();
  main.removeAttribute('aria-busy');
  shown.forEach(f => f(main));
  const again = stays && focus ? document.getElementById(focus) : null;
  (again ?? main).focus({ preventScroll: true });
  live.textContent = [...main.querySelectorAll('h1, .answer .lead')].map(e => e.textContent?.trim()).join(' ');
  return stays;
}

// failed says that there is no answer, and leaves the page as it was.
function failed(main: HTMLElement, address: string): void {
  main.removeAttribute('aria-busy');
  main.querySelector(':scope > .failed')?.remove();
  const p = document.createElement('p'), again = document.createElement('button');
  p.className = 'failed';
  p.setAttribute('role', 'alert');
  again.type = 'button';
  again.textContent = say('again');
  again.addEventListener('click', () => void show(address, true));
  p.append(say('failed') + ' ', again);
  main.prepend(p);
}

// show fetches a page and puts it in the place of this one. A later choice overtakes an earlier one.
async function show(address: string, push: boolean, y = 0): Promise<void> {
  const main = document.getElementById('main');
  if (!main) return;
  asking?.abort();
  const own = asking = new AbortController();
  main.setAttribute('aria-busy', 'true');
  try {
    const next = await fetched(address, own.signal);
    if (own.signal.aborted) return;
    if (!next) { location.href = address; return; }
    if (push) { keepPlace(); history.pushState(null, '', next.address); }
    here = location.pathname + location.search;
    const stays = swap(main, next.page);
    if (!push || !stays) scrollTo({ top: y, behavior: 'instant' });
  } catch {
    if (!own.signal.aborted) failed(main, address);
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
  const far = (v: number) => Math.abs(v - Number(e.value));
  if (values.length) e.value = String(values.reduce((a, b) => far(b) < far(a) ? b : a));
}

const formOf = (e: EventTarget | null): HTMLFormElement | undefined => {
  const form = (e as HTMLInputElement | null)?.form;
  return form instanceof HTMLFormElement && form.method === 'get' && !form.dataset.view ? form : undefined;
};

export function navigation(): void {
  document.body.append(live);
  inView();
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
    if (form.method !== 'get' || form.dataset.view) return;
    e.preventDefault();
    void show(addressOf(form), true);
  });
  document.addEventListener('click', e => {
    const a = e.target instanceof Element ? e.target.closest<HTMLAnchorElement | SVGAElement>('a[href]') : null;
    if (!a || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const href = a.getAttribute('href') ?? '';
    const to = new URL(href, location.href);
    if (href.startsWith('#') || a.hasAttribute('download') || a.hasAttribute('target')) return;
    if (to.origin !== location.origin || /^\/(api|assets)\//.test(to.pathname)) return;
    e.preventDefault();
    void show(to.pathname + to.search, true);
  });
  addEventListener('popstate', e => {
    const y = (e.state as { y?: number } | null)?.y ?? 0, address = location.pathname + location.search;
    if (address !== here) void show(address, false, y);
  });
}
