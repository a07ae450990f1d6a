// What the page's script says, in the page's language.
const block = document.getElementById('words')?.textContent;
const words: Record<string, string> = block ? JSON.parse(block) : {};

export const say = (key: string): string => words[key] ?? key;
