// Tables that sort by a column and, where they are long, show the rows that hold a word.
import { say } from './words';

const key = (row: HTMLTableRowElement, column: number): string | number => {
  const cell = row.cells[column];
  const v = cell?.dataset.value;
  return v !== undefined ? (v === '' ? NaN : Number(v)) : cell?.textContent?.trim() ?? '';
};

function sort(table: HTMLTableElement, column: number, head: HTMLElement): void {
  const body = table.tBodies[0];
  const numeric = head.classList.contains('number');
  const down = head.getAttribute('aria-sort') === 'descending' ? false : head.getAttribute('aria-sort') === 'ascending' ? true : numeric;
  const rows = [...body.rows].sort((a, b) => {
    const x = key(a, column), y = key(b, column);
    if (typeof x !== 'number' || typeof y !== 'number') return (down ? -1 : 1) * String(x).localeCompare(String(y), undefined, { numeric: true });
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)); // what is not known comes last
    return down ? y - x : x - y;
  });
  body.append(...rows);
  for (const h of table.tHead?.rows[0].cells ?? []) h.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
}

export function tablesIn(below: ParentNode): void {
  for (const table of below.querySelectorAll<HTMLTableElement>('.rows table')) {
    if (table.dataset.ready) continue;
    table.dataset.ready = 'yes';
    [...table.tHead?.rows[0].cells ?? []].forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.title = head.title || say('sort');
      const arrow = document.createElement('i'), note = head.querySelector('small');
      button.append(...head.childNodes);
      button.insertBefore(arrow, note);
      button.addEventListener('click', () => sort(table, column, head));
      head.append(button);
    });
    const body = table.tBodies[0], region = table.parentElement;
    if (!body || body.rows.length <= 30 || !region) continue;
    const box = document.createElement('input');
    box.type = 'search';
    box.placeholder = say('find');
    box.setAttribute('aria-label', say('find'));
    box.className = 'find';
    box.addEventListener('input', () => {
      const word = box.value.trim().toLowerCase();
      for (const row of body.rows) row.hidden = word !== '' && !row.textContent?.toLowerCase().includes(word);
    });
    region.before(box);
  }
}
