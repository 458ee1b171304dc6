"""How sealed packages travel: resumable upload, WebDAV, folder, mail; the same sealed bytes on every road."""
