# One image; web, worker and beat differ only in their command.

FROM python:3.11.17-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements/runtime.txt /tmp/runtime.txt
RUN /venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/runtime.txt
COPY . /portal
WORKDIR /portal
# The image is read-only when it runs: all that is compiled or collected is made here.
ENV PORTAL_DATA_DIR=/tmp/build PORTAL_STATIC_DIR=/portal/collected PORTAL_COLLECTED_STATIC=1
RUN /venv/bin/python -m compileall -q . \
    && /venv/bin/python -c "from portal.translations import compile_translations; compile_translations()" \
    && /venv/bin/python manage.py collectstatic --noinput

FROM python:3.11.17-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal --group=portal /data
COPY --from=build /venv /venv
COPY --from=build /portal /portal
WORKDIR /portal
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PORTAL_PRODUCTION=1 \
    PORTAL_DATA_DIR=/data \
    PORTAL_STATIC_DIR=/portal/collected \
    PORTAL_LISTEN=0.0.0.0:8000
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 \
    CMD ["python", "-m", "portal.healthcheck"]
CMD ["gunicorn", "-c", "portal/gunicorn_config.py", "portal.wsgi"]
