// The generated types are those of the server that is tested.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { committed, generate } from '../../scripts/generate-api.mjs';
import { startServer } from './support/manyi.mjs';

describe('The API client', () => {
  let server;
  before(async () => { server = await startServer({ orders: 5, months: 1 }); });
  after(async () => { await server?.stop(); });

  it('is generated from this server', async () => {
    const document = await fetch(`${server.url}/api/v1/openapi.json`).then((answer) => answer.json());
    assert.ok(committed() === await generate(document), 'src/api/schema.d.ts differs from the server; run npm run generate');
  });
});
