// Fills a local PouchDB (LevelDB) from a file of JSON lines, then pushes it; prints one JSON line.
const fs = require('fs')
const path = require('path')
const [berkas, folder, url, batch] = process.argv.slice(2)
const PouchDB = require('pouchdb-node')
async function main () {
  const db = new PouchDB(path.join(folder, 'lokal'))
  const docs = fs.readFileSync(berkas, 'utf8').trim().split('\n').map(line => JSON.parse(line))
  for (let i = 0; i < docs.length; i += 1000) await db.bulkDocs(docs.slice(i, i + 1000))
  const remote = new PouchDB(url)
  await remote.info()
  const cpu = process.cpuUsage()
  const mulai = process.hrtime.bigint()
  const hasil = await db.replicate.to(remote, { batch_size: Number(batch), batches_limit: 10 })
  const detik = Number(process.hrtime.bigint() - mulai) / 1e9
  const used = process.cpuUsage(cpu)
  const info = await remote.info()
  if (!hasil.ok || info.doc_count !== docs.length) throw new Error('push tidak lengkap: ' + info.doc_count)
  console.log(JSON.stringify({ n: docs.length, detik, cpu_us: used.user + used.system, rss: process.resourceUsage().maxRSS }))
  process.exit(0)
}
main().catch(error => { console.error(error); process.exit(1) })
