#!/bin/sh
# Root's part of an update: `helper install FOLDER | keep | go-back | repair`, started through pkexec by the app and by the launcher.
# It believes nothing of theirs: what it checks is its own copy, and it takes no path and no word from the environment.
# How it stands up to a kill at any moment: docs/adr/0184-update-helper.md. The words between at-signs are filled in by
# scripts/package/updater.ts when the package is made.
# shellcheck disable=SC2016 # what stands in single quotes is dpkg's to expand, or the inner shell's
set -eu
[ "${CLEAN-}" = yes ] || exec /usr/bin/env -i CLEAN=yes PKEXEC_UID="${PKEXEC_UID-}" PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    LC_ALL=C DEBIAN_FRONTEND=noninteractive /bin/sh "$0" "$@"
umask 022
cd /

name='@NAME@'
kind='@KIND@'
root='@ROOT@'
opt="$root/opt/@PRODUCT@"
var="$root/var/lib/$name"
incoming="$var/incoming"
patience='@PATIENCE@'
# Of a text: 16 KiB, as contracts/release.ts says. Of a disk: what stays free beside what is counted, in KiB.
longest=16384
slack=8192

# ---- what is kept -----------------------------------------------------------------------------------------------------------

# Writes a small file so that it stands whole or not at all, whatever happens.
put() {
    cat >"$1.new" && sync "$1.new" && mv -f "$1.new" "$1" && sync "$var"
}

field() {
    [ ! -f "$1" ] || sed -n "/^$2 /{s///p;q;}" "$1"
}

# The counter below which nothing is ever installed again.
highest() {
    highest=$(head -n 1 "$var/counter" 2>/dev/null) || highest=0
    case $highest in '' | *[!0-9]*) highest=0 ;; esac
    printf %s "$highest"
}

raise_counter() {
    [ "$1" -le "$(highest)" ] || printf '%s\n' "$1" | put "$var/counter"
}

# What runs, for everyone to read: the counter of its release, its version, and whether it is on trial.
running() {
    if [ -s "$var/state" ]; then
        grep -E '^(counter|version|trial|previous|previous-counter) ' "$var/state"
    else
        printf 'counter 0\nversion %s\ntrial no\n' "$(installed_version)"
    fi
}

# write_state RUNNING [END COUNTER REASON]
write_state() {
    {
        printf '%s\n' "$1"
        if [ $# -gt 1 ]; then
            printf 'end %s\nend-counter %s\n' "$2" "$3"
            [ -z "$4" ] || printf 'reason %s\n' "$4"
            date -u +'at %Y-%m-%dT%H:%M:%SZ'
        fi
    } | put "$var/state"
}

# Ends an installation that has changed nothing.
give_up() {
    rm -rf "$incoming"
    write_state "$(running)" "$1" "${counter:-0}" "$2" || true
    case $2 in
    signature) exit 10 ;; unreadable) exit 11 ;; counter) exit 12 ;; expired) exit 13 ;; kind) exit 14 ;; size) exit 15 ;;
    hash) exit 16 ;; disk-full) exit 17 ;; busy) exit 18 ;; package-manager) exit 19 ;; *) exit 21 ;;
    esac
}

refuse() { give_up refused "$1"; }
fail() { give_up failed "$1"; }

# ---- the system's packages --------------------------------------------------------------------------------------------------

run_dpkg() {
    dpkg ${root:+"--root=$root"} ${root:+--force-script-chrootless} "$@"
}

query() {
    dpkg-query ${root:+"--admindir=$root/var/lib/dpkg"} "$@"
}

installed_version() {
    query --show --showformat='${Version}' "$name" 2>/dev/null || true
}

# Whether this version is installed, and nothing of it half.
stands() {
    [ "$(query --show --showformat='${db:Status-Status} ${Version}' "$name" 2>/dev/null)" = "installed $1" ]
}

# Hands a package to dpkg; waits for another package manager as long as our patience lasts.
put_in() {
    tries=0
    until run_dpkg --force-confold --install "$1" >"$var/dpkg.log" 2>&1; do
        tries=$((tries + 1))
        grep -q 'lock was locked by another process' "$var/dpkg.log" && [ "$tries" -le "$patience" ] || return 1
        sleep 1
    done
}

# Whether another package manager is at work; the question takes dpkg's lock and changes nothing.
dpkg_is_locked() {
    ! run_dpkg --set-selections </dev/null >/dev/null 2>&1
}

# Writes the installed version as a package of its own, straight from its files: a way back needs what runs, not what was handed out.
keep_installed() {
    work="$incoming/control"
    mkdir "$work"
    query --status "$name" |
        sed -e '/^Status: /d' -e '/^Config-Version: /d' -e '/^Conffiles:/,/^[^ ]/{/^Conffiles:/d;/^ /d;}' >"$work/control" || return 1
    for member in $(query --control-list "$name"); do
        query --control-show "$name" "$member" >"$work/$member" || return 1
        case $member in preinst | postinst | prerm | postrm) chmod 755 "$work/$member" ;; esac
    done
    query --listfiles "$name" | sed -e 's|^/\.$|/|' -e 's|^|.|' >"$incoming/files" || return 1
    tar -C "$work" --owner=0 --group=0 --format=gnu -cf "$incoming/control.tar" . || return 1
    deb="$incoming/previous.deb"
    {
        printf '!<arch>\n'
        member_header debian-binary 4
        printf '2.0\n'
        member_header control.tar "$(stat -c %s "$incoming/control.tar")"
        cat "$incoming/control.tar"
        member_header data.tar 0
    } >"$deb" || return 1
    start=$(stat -c %s "$deb")
    tar -C "${root:-/}" --no-recursion --format=gnu --verbatim-files-from -T "$incoming/files" -c >>"$deb" || return 1
    # The length of the last member stands 12 bytes before its content.
    printf '%-10s' "$(($(stat -c %s "$deb") - start))" |
        dd of="$deb" bs=1 seek=$((start - 12)) conv=notrunc status=none || return 1
    [ "$(dpkg-deb --field "$deb" Package 2>/dev/null)" = "$name" ] && sync "$deb" && mv -f "$deb" "$var/previous.deb"
}

member_header() {
    printf '%-16s%-12s%-6s%-6s%-8s%-10s`\n' "$1" 0 0 0 100644 "$2"
}

# ---- what is handed in ------------------------------------------------------------------------------------------------------

# Copies at most one byte more than the limit of a regular file, with the rights of who asks: no link, pipe or endless file leads further.
take() {
    set -- "$1" "$(($2 + 1))" "$3"
    if [ -n "$uid" ]; then
        setpriv --reuid "$uid" --regid "$gid" --clear-groups --no-new-privs timeout --foreground 120 \
            sh -c '[ -f "$1" ] && [ ! -L "$1" ] && exec head -c "$2" -- "$1"' take "$1" "$2" 2>/dev/null >"$3"
    else
        timeout --foreground 120 sh -c '[ -f "$1" ] && [ ! -L "$1" ] && exec head -c "$2" -- "$1"' take "$1" "$2" 2>/dev/null >"$3"
    fi
}

is_signed() {
    base64 -d "$incoming/release.sig" >"$incoming/signature" 2>/dev/null || return 1
    [ "$(stat -c %s "$incoming/signature")" = 64 ] || return 1
    for key in "$opt"/resources/update/keys/*.pem; do
        [ -f "$key" ] || continue
        openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in "$incoming/release.txt" -sigfile "$incoming/signature" \
            >/dev/null 2>&1 && return 0
    done
    return 1
}

# Whether a text is one that `writeRelease` wrote, to the byte; says the same of every text as `readRelease` (contracts/release.ts).
is_release() {
    second='20[0-9][0-9]-(0[1-9]|1[0-2])-([0-2][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z'
    figure='(0|[1-9][0-9]{0,3})'
    kinds='linux-x64-(deb|rpm|appimage)|win32-x64-nsis|darwin-(x64|arm64)-dmg'
    [ "$(stat -c %s "$1")" -le "$longest" ] || return 1
    [ "$(LC_ALL=C tr -d '\n -~' <"$1" | wc -c)" = 0 ] || return 1
    [ "$(tail -c 1 "$1" | wc -l)" = 1 ] || return 1
    lines=$(wc -l <"$1")
    [ "$lines" -ge 6 ] && [ "$lines" -le 11 ] || return 1
    LC_ALL=C sed -E -n -e '1{/^passerelle-release 1$/!Q 1}' -e '2{/^counter [1-9][0-9]{0,8}$/!Q 1}' \
        -e "3{/^version $figure\.$figure\.$figure\$/!Q 1}" -e "4{/^made $second\$/!Q 1}" -e "5{/^expires $second\$/!Q 1}" \
        -e "6,\${/^package ($kinds) [1-9][0-9]{0,9} [0-9a-f]{64} [A-Za-z0-9][A-Za-z0-9._+-]{0,99}\$/!Q 1}" "$1" || return 1
    sizes=$(sed -n 's/^package [^ ]* \([^ ]*\) .*/\1/p' "$1")
    for size in $sizes; do [ "$size" -le 4294967296 ] || return 1; done
    [ -z "$(sed -n 's/^package \([^ ]*\) .*/\1/p' "$1" | sort | uniq -d)" ]
}

digits() {
    printf %s "$1" | tr -dc 0-9
}

free() {
    df -k --output=avail "$1" | tail -n 1 | tr -dc 0-9
}

# Copies what the folder holds and checks the copies alone. From here on `counter`, `version`, `size` and `sha256` are the safe's words.
check() {
    folder=$1
    counter=0
    take "$folder/release.txt" "$longest" "$incoming/release.txt" || refuse unreadable
    take "$folder/release.sig" 200 "$incoming/release.sig" || refuse signature
    is_signed || refuse signature
    is_release "$incoming/release.txt" || refuse unreadable
    counter=$(field "$incoming/release.txt" counter)
    version=$(field "$incoming/release.txt" version)
    [ "$counter" -gt "$(highest)" ] || refuse counter
    [ "$(digits "$(field "$incoming/release.txt" expires)")" -ge "$(date -u +%Y%m%d%H%M%S)" ] || refuse expired
    package=$(field "$incoming/release.txt" "package $kind")
    [ -n "$package" ] || refuse kind
    size=${package%% *}
    file=${package##* }
    sha256=${package#* }
    sha256=${sha256% *}
    [ "$(free "$var")" -ge $((size / 1024 + slack)) ] || fail disk-full
    take "$folder/$file" "$size" "$incoming/package" || { is_full && fail disk-full; refuse size; }
    [ "$(stat -c %s "$incoming/package")" = "$size" ] || refuse size
    has_hash "$incoming/package" "$sha256" || refuse hash
    [ "$(dpkg-deb --field "$incoming/package" Package 2>/dev/null)" = "$name" ] || refuse kind
    [ "$(dpkg-deb --field "$incoming/package" Version)" = "$version" ] || refuse kind
    [ "$(dpkg-deb --field "$incoming/package" Architecture)" = "$(dpkg --print-architecture)" ] || refuse kind
    sync "$incoming/package" || fail disk-full
}

is_full() {
    [ "$(free "$var")" -lt "$slack" ]
}

has_hash() {
    [ "$(sha256sum <"$1")" = "$2  -" ]
}

# ---- who is at work ---------------------------------------------------------------------------------------------------------

app_runs() {
    find /proc/[0-9]*/exe -maxdepth 0 -lname "$opt/*" -print -quit 2>/dev/null | grep -q .
}

# A launcher that has looked and not yet started the app. The pattern is not the word itself, or grep would find its own arguments.
launcher_runs() {
    grep -sqzx -e "$opt/[${name%"${name#?}"}]${name#?}" -e "/usr/bin/[${name%"${name#?}"}]${name#?}" /proc/[0-9]*/cmdline
}

wait_for_quiet() {
    seconds=0
    while app_runs || launcher_runs; do
        [ "$seconds" -lt "$patience" ] || return 1
        seconds=$((seconds + 1))
        sleep 1
    done
}

# ---- the four deeds ---------------------------------------------------------------------------------------------------------

install_release() {
    mkdir -m 700 "$incoming" || fail disk-full
    check "$1"
    ! dpkg_is_locked || fail busy
    old=$(installed_version)
    stands "$old" || fail package-manager
    has_room || fail disk-full
    wait_for_quiet || fail busy
    # A version that is still on trial is no way back: what stood before it stays.
    if [ "$(field "$var/state" trial)" = yes ] && [ -f "$var/previous.deb" ]; then
        old=$(field "$var/state" previous)
        old_counter=$(field "$var/state" previous-counter)
    else
        old_counter=$(field "$var/state" counter)
        keep_installed || { is_full && fail disk-full; fail package-manager; }
    fi
    mv -f "$incoming/package" "$var/staged.deb"
    printf 'step install\ncounter %s\nversion %s\nsha256 %s\nprevious %s\nprevious-counter %s\n' \
        "$counter" "$version" "$sha256" "$old" "${old_counter:-0}" | put "$var/journal" || fail disk-full
    # From here on a launcher waits for us; one that looked before may just be starting the app.
    if app_runs || launcher_runs; then
        rm -f "$var/journal"
        fail busy
    fi
    finish
}

# What the installation takes beside the copy: the way back as it stands, and the new files beside the old ones.
has_room() {
    new=$(dpkg-deb --field "$incoming/package" Installed-Size)
    back=$(query --show --showformat='${Installed-Size}' "$name")
    if [ "$(stat -c %d "$var")" = "$(stat -c %d "$opt")" ]; then
        [ "$(free "$var")" -ge $((${back:-0} + ${new:-0} + slack)) ]
    else
        [ "$(free "$var")" -ge $((${back:-0} + slack)) ] && [ "$(free "$opt")" -ge $((${new:-0} + slack)) ]
    fi
}

# Does what the journal says, from its beginning or after an interruption.
finish() {
    # A log-out or a shutdown asks politely: dpkg is let finish.
    trap '' HUP INT TERM
    counter=$(field "$var/journal" counter)
    version=$(field "$var/journal" version)
    old=$(field "$var/journal" previous)
    old_counter=$(field "$var/journal" previous-counter)
    case $(field "$var/journal" step) in
    install) put_forward ;;
    back) put_back ;;
    *) exit 21 ;;
    esac
}

put_forward() {
    # Before anything is touched, so that nothing below it is ever accepted again, whatever happens now.
    raise_counter "$counter" || exit 17
    if has_hash "$var/staged.deb" "$(field "$var/journal" sha256)" && put_in "$var/staged.deb" && stands "$version"; then
        write_state "$(printf 'counter %s\nversion %s\ntrial yes\nprevious %s\nprevious-counter %s' \
            "$counter" "$version" "$old" "$old_counter")" || exit 17
        clear_journal
        rm -rf "$var/staged.deb" "$incoming"
        return 0
    fi
    reason='package-manager'
    ! grep -q 'No space left on device' "$var/dpkg.log" || reason=disk-full
    begin_back failed "$reason"
}

# begin_back END REASON
begin_back() {
    printf 'step back\ncounter %s\nversion %s\nprevious %s\nprevious-counter %s\nend %s\nreason %s\n' \
        "$counter" "$version" "$old" "$old_counter" "$1" "$2" | put "$var/journal" || exit 17
    put_back
}

put_back() {
    end=$(field "$var/journal" end)
    reason=$(field "$var/journal" reason)
    # Where dpkg refused, it has put everything back itself; else the way back is walked.
    if [ "$end" != failed ] || ! stands "$old" || [ -n "$(run_dpkg --verify "$name")" ]; then
        put_in "$var/previous.deb" && stands "$old" || exit 19
    fi
    write_state "$(printf 'counter %s\nversion %s\ntrial no' "$old_counter" "$old")" "$end" "$counter" "$reason" || exit 17
    clear_journal
    rm -rf "$var/staged.deb" "$var/previous.deb" "$incoming"
    case $end-$reason in failed-disk-full) exit 17 ;; failed-*) exit 19 ;; esac
}

clear_journal() {
    rm -f "$var/journal"
    sync "$var"
}

keep() {
    [ "$(field "$var/state" trial)" = yes ] || return 0
    write_state "$(running | sed -e 's/^trial yes$/trial no/' -e '/^previous/d')" \
        installed "$(field "$var/state" counter)" '' || exit 17
    rm -rf "$var/staged.deb" "$var/previous.deb" "$incoming"
}

go_back() {
    counter=$(field "$var/state" counter)
    version=$(field "$var/state" version)
    old=$(field "$var/state" previous)
    old_counter=$(field "$var/state" previous-counter)
    # Only the version that is on trial, only while it stands, and never under somebody's hands.
    [ "$(field "$var/state" trial)" = yes ] && [ -f "$var/previous.deb" ] && stands "$version" || exit 20
    ! app_runs || exit 18
    ! dpkg_is_locked || exit 18
    trap '' HUP INT TERM
    begin_back went-back not-started
}

[ "$(id -u)" = 0 ] || exit 20
deed=${1-}
case $deed/$# in
install/2) case $2 in /*) ;; *) exit 20 ;; esac ;;
keep/1 | go-back/1 | repair/1) ;;
*) exit 20 ;;
esac
uid=${PKEXEC_UID-}
case $uid in *[!0-9]*) exit 20 ;; esac
[ -z "$uid" ] || gid=$(id -g "$uid")
[ -d "$var" ] || mkdir -p "$var"
[ -f "$var/lock" ] || (umask 077 && : >"$var/lock")
exec 9<"$var/lock"
# One at a time; dpkg holds the lock too, so that nobody begins to repair while it still works for a helper that was killed.
# Who repairs waits for whoever is at work: a launcher stands behind it.
[ "$deed" != repair ] || patience=$((patience * 6))
flock -w "$patience" 9 || exit 18
# What was interrupted comes first, whatever was asked for.
if [ -f "$var/journal" ]; then
    code=0
    (finish) || code=$?
    [ ! -f "$var/journal" ] || exit "$code"
fi
# What a kill left lying about; a way back is kept for a trial alone.
rm -rf "$incoming" "$var/staged.deb"
[ "$(field "$var/state" trial)" = yes ] || rm -f "$var/previous.deb"
case $deed in
install) install_release "$2" ;;
keep) keep ;;
go-back) go_back ;;
esac
