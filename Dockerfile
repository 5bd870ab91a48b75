# syntax=docker/dockerfile:1
FROM debian:12-slim AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
RUN python3 -m venv /venv
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
COPY content content
COPY handlers handlers
COPY storage storage
RUN /venv/bin/pip install --no-cache-dir --constraint constraints.txt .

FROM debian:12-slim
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends python3 ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /data antoan
COPY --from=build /venv /venv
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
ENV ANTOAN_WEB_LISTEN=0.0.0.0:8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["/venv/bin/python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/health')"]
ENTRYPOINT ["/venv/bin/antoan"]
CMD ["run"]
