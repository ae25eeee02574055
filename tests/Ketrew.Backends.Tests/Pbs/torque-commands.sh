#!/bin/sh
# Puts Torque's commands over Slurm (Debian's slurm-wlm-torque) into a directory, without installing them: they don't go with gridengine-client.
#   torque-commands.sh DIRECTORY   afterwards, DIRECTORY/bin holds qsub, qstat and qdel; they need the slurm-client that is installed
set -eu
directory=$1
[ ! -e "$directory/bin/qsub" ] || exit 0
draft=$directory.$$
mkdir -p "$draft/packages"
trap 'rm -rf "$draft"' EXIT
cd "$draft/packages"
apt-get -qq -o APT::Sandbox::User=root download slurm-wlm-torque libslurm-perl libslurmdb-perl libslurm38
for package in *.deb; do
    dpkg -x "$package" ../unpacked
done
mkdir ../bin
for command in qsub qstat qdel; do
    library=$(dirname "$(find "$draft/unpacked" -name 'libslurm.so.*' | head -n 1)")
    modules=$(dirname "$(find "$draft/unpacked" -name Slurm.pm)")
    # They look for Slurm's own commands beside them.
    ln -sf /usr/bin/sbatch /usr/bin/salloc /usr/bin/srun "$draft/unpacked/usr/bin/"
    printf '#!/bin/sh\nLD_LIBRARY_PATH=%s PERL5LIB=%s exec %s "$@"\n' "$library" "$modules" "$draft/unpacked/usr/bin/$command" | sed "s#$draft#$directory#g" > "../bin/$command"
    chmod +x "../bin/$command"
done
cd /
mv -T "$draft" "$directory" 2> /dev/null || [ -e "$directory/bin/qsub" ]
