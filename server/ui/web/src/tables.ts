// Tables that sort by a column and, where they are long, show the rows that hold a word. The address says both, so that
// whoever gets it sees the same: sorted=PART.COLUMN.down, find=PART.word.
import { keepInAddress } from './navigate';
import { say } from './words';

type Key = string | number;

function key(row: HTMLTableRowElement, column: number): Key {
  const cell = row.cells[column], v = cell?.dataset.value;
  if (v === undefined) return cell?.textContent?.trim() ?? '';
  return v === '' ? NaN : Number(v);
}

// compare puts what is not known last, whatever the order.
function compare(x: Key, y: Key, down: boolean): number {
  if (typeof x !== 'number' || typeof y !== 'number') {
    return (down ? -1 : 1) * String(x).localeCompare(String(y), undefined, { numeric: true });
  }
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return down ? y - x : x - y;
}

function sort(table: HTMLTableElement, column: number, down: boolean): void {
  const body = table.tBodies[0], heads = table.tHead?.rows[0].cells;
  body.append(...[...body.rows].sort((a, b) => compare(key(a, column), key(b, column), down)));
  for (const h of heads ?? []) h.removeAttribute('aria-sort');
  heads?.[column].setAttribute('aria-sort', down ? 'descending' : 'ascending');
}

// next is the order that a click on a head gives: the largest numbers first, then the other way round.
function next(head: HTMLElement): boolean {
  const now = head.getAttribute('aria-sort');
  return now === 'descending' ? false : now === 'ascending' ? true : head.classList.contains('number');
}

const partOf = (e: Element): string => e.closest('section')?.id ?? '';

// wanted is what the address says of the tables of a part.
function wanted(name: string, part: string): string | undefined {
  const value = new URLSearchParams(location.search).get(name);
  return value?.startsWith(part + '.') ? value.slice(part.length + 1) : undefined;
}

function heads(table: HTMLTableElement, part: string): void {
  [...table.tHead?.rows[0].cells ?? []].forEach((head, column) => {
    const texts = [...table.tBodies[0]?.rows ?? []].map(row => row.cells[column]?.textContent?.trim());
    if (new Set(texts).size < 2) return; // nothing to put in order
    const button = document.createElement('button'), arrow = document.createElement('i');
    const note = head.querySelector('small');
    button.type = 'button';
    button.title = head.title || say('sort');
    button.append(...head.childNodes);
    button.insertBefore(arrow, note);
    button.addEventListener('click', () => {
      const down = next(head);
      sort(table, column, down);
      keepInAddress('sorted', `${part}.${column + 1}.${down ? 'down' : 'up'}`);
    });
    head.append(button);
  });
  const [column, order] = wanted('sorted', part)?.split('.') ?? [];
  if (column && Number(column) <= (table.tHead?.rows[0].cells.length ?? 0)) {
    sort(table, Number(column) - 1, order === 'down');
    unfold(table);
  }
}

// unfold shows a table that the address speaks of.
function unfold(table: HTMLTableElement): void {
  const fold = table.closest<HTMLDetailsElement>('details');
  if (fold) fold.open = true;
}

function finder(table: HTMLTableElement, part: string): void {
  const body = table.tBodies[0], region = table.parentElement;
  if (!body || body.rows.length <= 30 || !region) return;
  const box = document.createElement('input');
  const find = (): void => {
    const word = box.value.trim().toLowerCase();
    for (const row of body.rows) row.hidden = word !== '' && !row.textContent?.toLowerCase().includes(word);
  };
  box.type = 'search';
  box.placeholder = say('find');
  box.setAttribute('aria-label', say('find'));
  box.className = 'find';
  box.addEventListener('input', () => {
    find();
    keepInAddress('find', box.value.trim() ? `${part}.${box.value.trim()}` : '');
  });
  region.before(box);
  const word = wanted('find', part);
  if (word) {
    box.value = word;
    find();
    unfold(table);
  }
}

export function tablesIn(below: ParentNode): void {
  for (const table of below.querySelectorAll<HTMLTableElement>('.rows table')) {
    if (table.dataset.ready) continue;
    table.dataset.ready = 'yes';
    heads(table, partOf(table));
    finder(table, partOf(table));
  }
}
