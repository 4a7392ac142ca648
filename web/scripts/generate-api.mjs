// Writes src/api/schema.d.ts from the server's OpenAPI document.
// Usage: generate-api.mjs [FILE or URL] [--check]; default ../build/openapi.json. --check fails on drift.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const target = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url));

const isMap = (schema) => schema.type === 'array' || (schema.type === 'object' && schema.additionalProperties && !schema.properties);

/**
 * What the app needs of the document: operations with their good answers, without examples and headers.
 * Lists and maps of an answer are always there, though a request may leave them out.
 */
function reduced(source) {
  const document = structuredClone(source);
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path)) {
      operation.responses = Object.fromEntries(Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith('2')));
      for (const response of Object.values(operation.responses)) {
        delete response.headers;
        for (const content of Object.values(response.content ?? {})) delete content.example;
      }
      for (const content of Object.values(operation.requestBody?.content ?? {})) delete content.example;
      operation.parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path' || parameter.in === 'query');
    }
  }
  const answered = new Set();
  const follow = (schema) => {
    if (!schema || typeof schema !== 'object') return;
    const name = schema.$ref?.split('/').at(-1);
    if (name) {
      if (answered.has(name)) return;
      answered.add(name);
      follow(document.components.schemas[name]);
    } else {
      for (const child of Object.values(schema)) follow(child);
    }
  };
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path)) {
      for (const response of Object.values(operation.responses)) for (const content of Object.values(response.content ?? {})) follow(content.schema);
    }
  }
  for (const name of answered) {
    const schema = document.components.schemas[name];
    const lists = Object.entries(schema.properties ?? {}).filter(([, property]) => isMap(property)).map(([key]) => key);
    if (lists.length) schema.required = [...new Set([...(schema.required ?? []), ...lists])];
  }
  const plain = (value) => {
    if (Array.isArray(value)) value.forEach(plain);
    else if (value && typeof value === 'object') {
      for (const key of ['example', 'examples', 'description', 'summary']) if (typeof value[key] !== 'object') delete value[key];
      Object.values(value).forEach(plain);
    }
  };
  plain(document.components.schemas);
  return document;
}

/** The types as text; `source` is the parsed document. */
export async function generate(source) {
  const nodes = await openapiTS(reduced(source), { alphabetize: true, emptyObjectsUnknown: true });
  return `// Generated from the server's OpenAPI document by \`npm run generate\`; not edited by hand.\n${astToString(nodes)}`;
}

export function committed() {
  return existsSync(target) ? readFileSync(target, 'utf8') : '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [place = fileURLToPath(new URL('../../build/openapi.json', import.meta.url))] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const text = /^https?:/.test(place) ? await fetch(place).then((answer) => answer.text()) : readFileSync(place, 'utf8');
  const types = await generate(JSON.parse(text));
  if (process.argv.includes('--check')) {
    if (types !== committed()) {
      console.error('src/api/schema.d.ts differs from the server; run npm run generate');
      process.exit(1);
    }
  } else {
    writeFileSync(target, types);
  }
}
