"""Where packages are put and fetched: folders, shares, SFTP, WebDAV and S3 behind one address."""
