# Sourced by the scripts of this folder: packages, Composer, building. bash, `set -euo pipefail`.
#
# The caller sets `log`, the file that takes the output of what is run quietly.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

say() {
    printf '\n== %s\n' "$*"
}

die() { # MESSAGE [STATUS]
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit "${2:-1}"
}

# quietly WHAT COMMAND...: runs COMMAND with its output in the log; if it fails, says so, shows that output's end and exits.
quietly() {
    local what=$1 status=0 before
    shift
    before=$(wc -c <"$log")
    printf '\n# %s: %s\n' "$what" "$*" >>"$log"
    "$@" >>"$log" 2>&1 </dev/null || status=$?
    if [ "$status" -ne 0 ]; then
        tail -c +"$((before + 1))" "$log" | tail -n 40 >&2
        die "$what failed with status $status; the whole log is $log"
    fi
}

# need_packages PACKAGE...: installs what is missing. 'a|b' is content with either and installs the first.
need_packages() {
    local choice package missing=() as_root=()
    for choice in "$@"; do
        for package in ${choice//|/ }; do
            if [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ]; then
                continue 2
            fi
        done
        missing+=("${choice%%|*}")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi

    command -v apt-get >/dev/null || die "these packages have to be installed: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "run this as root first: apt-get install ${missing[*]}"
        sudo -v || die "run this as root first: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    echo "Installing ${missing[*]}"
    as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120)
    quietly 'apt-get update' "${as_root[@]}" update
    quietly 'apt-get install' "${as_root[@]}" install --no-install-recommends "${missing[@]}"
}

# php_packages PART...: the packages with these parts of the PHP that is first in PATH, or of Debian's where there is none.
# A PHP that did not come in a package has to bring its parts itself.
php_packages() {
    local php=php
    if command -v php >/dev/null; then
        php=$(readlink -f "$(command -v php)")
        dpkg-query -S "$php" >/dev/null 2>&1 || return 0
    fi
    printf '%s\n' "${@/#/${php##*/}-}"
}

# php_tool NAME: phpize or php-config of the PHP that is first in PATH; Debian's alternatives choose each one by itself.
php_tool() {
    local php
    php=$(readlink -f "$(command -v php)")
    echo "${php%/*}/$1${php##*/php}"
}

# need_composer FOLDER: composer install, unless it has been done.
need_composer() {
    if [ -f "$1/vendor/autoload.php" ]; then
        return
    fi
    need_packages composer git unzip
    echo "Installing the libraries of ${1#"$root"/}"
    quietly "composer install in ${1#"$root"/}" env COMPOSER_ALLOW_SUPERUSER=1 HOME="${HOME:-/tmp}" \
        composer install --no-interaction --no-progress --working-dir="$1"
}

# build_extension FOLDER CONFIGURE-ARGUMENT...: makes FOLDER/modules/coop.so; a second time compiles only what changed.
#
# phpize and make write beside the sources, so that FOLDER/source has links to them and configure runs from outside.
# CC, CFLAGS, CPPFLAGS and LDFLAGS are for configure, as usual.
build_extension() {
    local folder=$1 phpize php_config made_for
    shift
    phpize=$(php_tool phpize)
    php_config=$(php_tool php-config)
    made_for="$* ${CC-} ${CFLAGS-} ${CPPFLAGS-} ${LDFLAGS-} $("$php_config" --version) $("$php_config" --configure-options) $(cksum <"$root/config.m4") $root"
    if [ "$(cat "$folder/made-for" 2>/dev/null)" != "$made_for" ]; then
        if [ -e "$folder" ] && [ ! -d "$folder/source" ]; then
            die "$folder is not a build folder"
        fi
        rm -rf "$folder"
        mkdir -p "$folder/source"
        ln -s "$root"/{config.m4,ext,stubs} "$folder/source/"
        quietly 'phpize' env -C "$folder/source" "$phpize"
        quietly 'configure' env -C "$folder" source/configure --with-php-config="$php_config" "$@"
        printf '%s\n' "$made_for" >"$folder/made-for"
    fi
    # libtool repeats each command otherwise, which buries the compiler's messages
    quietly 'make' make --silent -C "$folder" -j"$(nproc)" LIBTOOL='$(SHELL) $(top_builddir)/libtool --silent'
}
