// Asks DuckDB and PostgreSQL the questions of kpi_engine over the same records, compares every row, then times them.
// Usage: node bench/kpi_peers.mjs [--rows N]     once before: npm install --prefix bench/peers
// DuckDB runs on one thread; PostgreSQL runs where MANYI_TEST_POSTGRES points (scripts/with_postgres node ...).
// Told is CPU time, which is what a core costs: the process's for DuckDB, the backend's for PostgreSQL.
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const here = path.dirname(new URL(import.meta.url).pathname);
const at = process.argv.indexOf('--rows');
const rows = at > 0 ? Number(process.argv[at + 1]) : 1_000_000;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kpi_peers.'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
fs.chmodSync(folder, 0o755);

const engine = path.join(here, '../build/release/bench/kpi_engine');
const made = spawnSync(process.env.KPI_ENGINE ?? engine, ['--rows', String(rows), '--export', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
if (made.status !== 0) process.exit(1);

const columns = `id bigint, accepted bigint, delivered bigint, closed bigint, followed bigint, technician int, team int,
  line int, region int, warranty int, outcome int, visits int, serial int, excluded int, cancelled int, answered int, satisfied int,
  revenue bigint, cost bigint`;
const day = 86_400_000;
const end = Date.parse('2026-12-31T16:00:00Z'); // local midnight
const begin = Date.parse('2023-12-31T16:00:00Z');

/** The questions; `month(x)`, `p90(x)` and `when(c)` are written as each database likes them. */
const questions = (d) => ({
  q1: `with closed as (select ${d.month('closed')} m, technician, count(*) n,
         count(*) ${d.when('serial = 1 and outcome = 0 and visits <= 1 and (followed is null or followed - closed > ' + 30 * day + ')')} * 1.0
           / nullif(count(*) ${d.when('serial = 1')}, 0) ftfr,
         count(*) ${d.when('satisfied = 1')} * 1.0 / nullif(count(*) ${d.when('answered = 1')}, 0) csat,
         sum(revenue) revenue, sum(revenue - cost) * 1.0 / nullif(sum(revenue), 0) margin
       from orders where excluded = 0 and cancelled = 0 and closed >= ${begin} and closed < ${end} group by 1, 2),
     delivered as (select ${d.month('delivered')} m, technician, avg(delivered - accepted) tat, ${d.p90('delivered - accepted')} p90
       from orders where excluded = 0 and cancelled = 0 and delivered >= ${begin} and delivered < ${end} group by 1, 2)
     select m, technician, n, ftfr, tat, p90, csat, revenue, margin from closed full join delivered using (m, technician)`,
  q3: `select ${d.month('delivered')} m, line, count(*) ${d.when('followed - delivered <= ' + 30 * day)} * 1.0 / nullif(count(*), 0) rate
       from orders where excluded = 0 and cancelled = 0 and serial = 1 and delivered >= ${begin} and delivered < ${end} group by 1, 2`,
  q4: `select '2024-01' m, line, region, count(*) n from complaints where received >= ${begin} and received < ${end} group by 2, 3`,
  q5: `with months as (select distinct ${d.month('delivered')} m, ${d.number('delivered')} k from orders where delivered >= ${begin} and delivered < ${end}),
       live as (select team, ${d.number('delivered')} k, delivered - accepted tat from orders where excluded = 0 and cancelled = 0)
       select months.m, team, ${d.p90('tat')} p90 from months join live on live.k > months.k - 12 and live.k <= months.k group by 1, 2`,
  q6: `select '2024-01' m, team, avg(delivered - accepted) tat, ${d.p90('delivered - accepted')} p90 from orders
       where excluded = 0 and cancelled = 0 and region in (1, 2, 5) and warranty = 0 and line in (2, 3) and delivered >= ${begin} and delivered < ${end}
       group by 2`,
});

function compare(name, peer, lines) {
  const expected = fs.readFileSync(path.join(folder, `${name}.csv`), 'utf8').trim().split('\n').map((line) => line.split(','));
  const dims = name === 'q4' ? 3 : 2;
  const known = new Map(lines.map((line) => [[line[0].slice(0, 7), ...line.slice(1, dims)].join(), line.slice(dims)]));
  if (known.size !== expected.length) throw new Error(`${peer} ${name}: ${known.size} rows, expected ${expected.length}`);
  for (const line of expected) {
    const other = known.get(line.slice(0, dims).join());
    if (!other) throw new Error(`${peer} ${name}: no row ${line}`);
    line.slice(dims).forEach((text, i) => {
      const theirs = other[i] === null || other[i] === '' ? null : Number(other[i]);
      const same = text === '' ? theirs === null : theirs !== null && Math.abs(theirs - Number(text)) <= 1e-9 * Math.max(1, Math.abs(Number(text)));
      if (!same) throw new Error(`${peer} ${name}: ${line} is ${other}`);
    });
  }
}

function report(peer, name, times) {
  times.sort((a, b) => a - b);
  const claim = rows >= 10_000_000 ? `kpi.${name}.${peer}.ms` : `kpi.${rows}.${name}.${peer}.ms`;
  console.log(JSON.stringify({ claim, value: times[times.length >> 1], unit: 'ms', n: times.length, min: times[0], max: times.at(-1), command: `bench/kpi_peers.mjs --rows ${rows}` }));
}

async function duckdb() {
  const require = createRequire(path.join(here, 'peers/package.json'));
  const { DuckDBInstance } = require('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(`create table orders (${columns})`);
  await connection.run(`copy orders from '${folder}/orders.csv' (header false)`);
  await connection.run('create table complaints (received bigint, line int, region int)');
  await connection.run(`copy complaints from '${folder}/complaints.csv' (header false)`);
  const local = (x) => `make_timestamp((${x} + 28800000) * 1000)`;
  const asked = questions({
    month: (x) => `date_trunc('month', ${local(x)})`,
    number: (x) => `(year(${local(x)}) * 12 + month(${local(x)}))`,
    p90: (x) => `quantile_cont(${x}, 0.9)`,
    when: (c) => `filter (where ${c})`,
  });
  for (const [name, sql] of Object.entries(asked)) {
    const result = await connection.runAndReadAll(sql);
    compare(name, 'duckdb', result.getRows().map((row) => row.map((v) => (v === null ? null : String(v)))));
    const times = [];
    for (let run = 0; run < (rows > 2_000_000 ? 5 : 7); ++run) {
      const before = process.cpuUsage();
      await connection.run(sql);
      const used = process.cpuUsage(before);
      times.push((used.user + used.system) / 1000);
    }
    report('duckdb', name, times);
  }
}

/** One psql session; answers end with a mark of ours. */
class Session {
  constructor(url) {
    this.child = spawn('psql', ['-XqAt', '-F', ',', '-v', 'ON_ERROR_STOP=1', url], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.text = '';
    this.child.stdout.on('data', (data) => { this.text += data; this.check?.(); });
    this.child.once('exit', () => this.fail?.(new Error('psql ended')));
  }
  ask(sql) {
    this.text = '';
    this.child.stdin.write(`${sql};\n\\echo ---\n`);
    return new Promise((resolve, reject) => {
      this.fail = reject;
      this.check = () => { if (this.text.endsWith('---\n')) resolve(this.text.slice(0, -4)); };
      this.check();
    });
  }
}

async function postgres(url) {
  const session = new Session(url);
  await session.ask('set max_parallel_workers_per_gather = 0; set work_mem = \'1GB\'; set jit = off');
  await session.ask(`create unlogged table orders (${columns})`);
  await session.ask(`\\copy orders from '${folder}/orders.csv' csv\n select 1`);
  await session.ask('create unlogged table complaints (received bigint, line int, region int)');
  await session.ask(`\\copy complaints from '${folder}/complaints.csv' csv\n select 1`);
  await session.ask('vacuum analyze');
  const pid = (await session.ask('select pg_backend_pid()')).trim();
  const cpu = () => {
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10; // ticks of 10 ms
  };
  const local = (x) => `(timestamp 'epoch' + (${x} + 28800000) * interval '1 millisecond')`;
  const asked = questions({
    month: (x) => `date_trunc('month', ${local(x)})`,
    number: (x) => `(extract(year from ${local(x)}) * 12 + extract(month from ${local(x)}))::int`,
    p90: (x) => `percentile_cont(0.9) within group (order by ${x})`,
    when: (c) => `filter (where ${c})`,
  });
  for (const [name, sql] of Object.entries(asked)) {
    const begun = cpu();
    compare(name, 'postgres', (await session.ask(sql)).trim().split('\n').map((line) => line.split(',')));
    const first = cpu() - begun;
    if (first > 10_000) { // told as it is, n = 1: five of these would take a quarter of an hour
      report('postgres', name, [first]);
      continue;
    }
    const times = [];
    let repeats = 1; // until it takes longer than the clock's ticks
    for (let run = 0; run < 5; ++run) {
      const before = cpu();
      for (let i = 0; i < repeats; ++i) await session.ask(`select count(*) from (${sql}) answer`);
      const spent = cpu() - before;
      if (spent < 200 && repeats < 1000) {
        repeats *= 10;
        run = -1;
        times.length = 0;
      } else {
        times.push(spent / repeats);
      }
    }
    report('postgres', name, times);
  }
  session.child.stdin.end();
}

await duckdb();
if (process.env.MANYI_TEST_POSTGRES) await postgres(process.env.MANYI_TEST_POSTGRES);
