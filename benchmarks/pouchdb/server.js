// express-pouchdb on a free loopback port; prints the port, and on SIGTERM the bytes it moved.
const path = require('path')
const express = require('express')
const folder = process.argv[2]
const PouchDB = require('pouchdb-node').defaults({ prefix: folder + path.sep })
const app = express()
app.use('/', require('express-pouchdb')(PouchDB, { mode: 'minimumForPouchDB', logPath: path.join(folder, 'log.txt') }))
const sockets = new Set()
let masuk = 0, keluar = 0
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port))
server.on('connection', socket => {
  sockets.add(socket)
  socket.on('close', () => { sockets.delete(socket); masuk += socket.bytesRead; keluar += socket.bytesWritten })
})
process.on('SIGTERM', () => {
  for (const s of sockets) { masuk += s.bytesRead; keluar += s.bytesWritten }
  console.log(JSON.stringify({ masuk, keluar, rss: process.resourceUsage().maxRSS }))
  process.exit(0)
})
