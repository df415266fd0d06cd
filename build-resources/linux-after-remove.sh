#!/bin/bash
# After the package is gone. `remove` and `upgrade` leave what the physicians keep; `purge` is the answer "wipe it" and takes the
# sealed copies, the journal and the settings of every user of this machine with it. The keys stay in each user's keyring, where
# nothing is left for them to open.

if type update-alternatives >/dev/null 2>&1; then
    update-alternatives --remove '${executable}' '/opt/${sanitizedProductName}/${executable}'
else
    rm -f '/usr/bin/${executable}'
fi

if [ -f '/etc/apparmor.d/${executable}' ]; then
    if apparmor_status --enabled >/dev/null 2>&1 && hash apparmor_parser 2>/dev/null; then
        apparmor_parser --remove '/etc/apparmor.d/${executable}' || true
    fi
    rm -f '/etc/apparmor.d/${executable}'
fi

if [ "$1" = purge ]; then
    # What root knows of updates, the highest counter with it, outlasts a removal alone.
    rm -rf '/var/lib/${executable}'
    getent passwd | while IFS=: read -r _ _ uid _ _ home _; do
        [ "$uid" -ge 1000 ] && [ "$uid" -lt 60000 ] || continue
        folder="$home/.config/${sanitizedProductName}"
        # A link in a user's own folder must not lead root elsewhere: the user's own rights do the wiping.
        [ -d "$folder" ] && [ ! -L "$folder" ] || continue
        setpriv --reuid="$uid" --regid="$(stat -c %g "$home")" --clear-groups rm -rf -- "$folder" || true
    done
fi
exit 0
