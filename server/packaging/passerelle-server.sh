#!/bin/sh
# passerelle-server of the folder that this file was unpacked into, run by the Node that came with it.
here=$(dirname "$(dirname "$(readlink -f "$0")")")
exec "$here/node/bin/node" --disable-warning=ExperimentalWarning "$here/server/passerelle-server.ts" "$@"
