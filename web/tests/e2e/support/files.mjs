// What a downloaded file holds: rows of CSV, cells of a workbook's first sheet.
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

export function csvRows(text) {
  const rows = [];
  let row = [], cell = '', quoted = false;
  const plain = text.replace(/^\ufeff/, '');
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (plain[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') { row.push(cell); cell = ''; } else if (sign === '\n') { rows.push([...row, cell]); row = []; cell = ''; } else if (sign !== '\r') cell += sign;
  }
  if (cell || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** One member of an archive, found through its directory at the end. */
function member(archive, name) {
  let end = archive.length - 22;
  while (archive.readUInt32LE(end) !== 0x06054b50) end -= 1;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place));
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const start = archive.readUInt32LE(at + 42);
      const from = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
      const packed = archive.subarray(from, from + archive.readUInt32LE(at + 20));
      return (archive.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString('utf8');
    }
    at += 46 + nameLength + extra + comment;
  }
  throw new Error(`no ${name}`);
}

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

export function sheetRows(archive) {
  return [...member(archive, 'xl/worksheets/sheet1.xml').matchAll(/<row\b[^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
    const cells = [];
    for (const [, reference, inside = ''] of row.matchAll(/<c\b[^>]*?\br="([A-Z]+)\d+"[^>]*?(?:\/>|>(.*?)<\/c>)/gs)) {
      const column = [...reference].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      cells[column] = [...inside.matchAll(/<(?:t|v)\b[^>]*>([^<]*)</g)].map(([, text]) => text).join('').replace(/&(\w+);/g, (all, name) => entities[name] ?? all);
    }
    return cells;
  });
}

/** Rows of the file that an action brings, as its name says what it is. */
export async function rowsOf(page, act) {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  const content = readFileSync(await file.path());
  const name = file.suggestedFilename();
  return { name, rows: name.endsWith('.xlsx') ? sheetRows(content) : csvRows(content.toString('utf8')) };
}
