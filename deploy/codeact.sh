#!/bin/sh
# shellcheck disable=SC2050 # deploy.sh fills in the names.
# codeact of the current release. As root it acts as the service does, on the service's robot, queue and e-stop: sudo codeact estop.
if [ "$(id -u)" -eq 0 ] && [ "@ACCOUNT@" != root ]; then
    exec runuser -u @ACCOUNT@ -- env XDG_STATE_HOME=@VAR@/lib XDG_CACHE_HOME=@VAR@/cache XDG_RUNTIME_DIR=@RUN@ @DOTNET@ @OPT@/current/program/codeact.dll "$@"
fi
exec @DOTNET@ @OPT@/current/program/codeact.dll "$@"
