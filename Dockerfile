# The press: intake, workers, beat, desk and the readers' pages all run from this one image.
ARG PYTHON_VERSION=3.13

FROM python:${PYTHON_VERSION}-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /app
# binutils is installed for `strip` only: nothing is compiled.
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends binutils \
    && rm -rf /var/lib/apt/lists/* \
    && python -m venv --without-pip /opt/press && python -m venv /opt/build
# Dependencies change seldom: these layers are rebuilt only when the lock file changes.
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    python -m pip --python /opt/press/bin/python install --no-compile --require-hashes \
        --only-binary :all: -r requirements.txt
COPY deploy/slim.py ./
RUN /opt/press/bin/python -B slim.py \
    && find /opt/press/lib -name '*.so*' -exec strip --strip-unneeded {} +
# The `matbaa` command is an editable install that points at /app, so a code change does not rebuild it.
COPY requirements-embedded.txt pyproject.toml README.md LICENSE ./
COPY matbaa/__init__.py matbaa/
RUN --mount=type=cache,target=/root/.cache/pip \
    awk '/^[a-z]/ { keep = /^(editables|hatchling|packaging|pathspec|pluggy|tomlkit|trove-classifiers)==/ } keep' \
        requirements-embedded.txt > build.txt \
    && /opt/build/bin/pip install --require-hashes -r build.txt \
    && mkdir /tmp/wheel \
    && /opt/build/bin/python -c 'import hatchling.build as b; b.build_editable("/tmp/wheel")' \
    && python -m pip --python /opt/press/bin/python install --no-deps --no-index --no-compile \
        /tmp/wheel/*.whl

# The base image without the tools that only a build needs (docs/decisions/0077).
FROM python:${PYTHON_VERSION}-slim AS base
# Celery warns about a group without a name.
RUN groupadd --gid 10001 press \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin press
COPY deploy/slim-base /
RUN /slim-base && rm /slim-base

FROM scratch
# hadolint ignore=DL3067
COPY --from=base / /
ENV PATH=/opt/press/bin:/usr/local/bin:/usr/bin:/bin \
    LANG=C.UTF-8 \
    HOME=/tmp \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY --from=packages /opt/press /opt/press
COPY . .
RUN python -m compileall -q --invalidation-mode unchecked-hash matbaa models tasks workers desk
USER 10001:10001
HEALTHCHECK --interval=15s --timeout=5s --start-period=180s --retries=3 \
    CMD ["/app/deploy/healthy"]
CMD ["matbaa", "--help"]
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Matbaa" \
      org.opencontainers.image.description="A printing press for newsrooms" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
