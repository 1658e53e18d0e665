# leebert trainer-service. Built by deploy/docker/build; see streams-app.Dockerfile for BASE and JRE.
ARG BASE=ubuntu:22.04
ARG JRE=eclipse-temurin:17-jre-jammy
FROM ${JRE} AS jre
FROM ${BASE}

COPY --from=jre /opt/java/openjdk /opt/java/openjdk
COPY lib /opt/leebert/lib
COPY app /opt/leebert/app
COPY trainer.options /opt/leebert/jvm.options
COPY empty.properties /etc/leebert/trainer.properties

ENV CLASSPATH=/opt/leebert/app/*:/opt/leebert/lib/* \
    PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LEEBERT_HTTP_HOST=0.0.0.0 \
    LEEBERT_HTTP_PORT=8080 \
    LEEBERT_TRAINER_WORK=/var/lib/leebert/work \
    DJL_CACHE_DIR=/tmp/djl \
    OPT_OUT_TRACKING=true \
    # Worth three times in training; deploy/leebert says why.
    MALLOC_MMAP_THRESHOLD_=1073741824 \
    MALLOC_TRIM_THRESHOLD_=17179869184 \
    MALLOC_TOP_PAD_=67108864 \
    OMP_WAIT_POLICY=passive \
    OPENBLAS_THREAD_TIMEOUT=16

# Native libraries are unpacked into /tmp (about 1 GB), checkpoints go to the work folder. Whoever
# mounts nothing there gets volumes that the user of the image may write to.
COPY --chown=10001:10001 work /var/lib/leebert/work
COPY --chown=10001:10001 models /var/lib/leebert/models
VOLUME /tmp /var/lib/leebert/work /var/lib/leebert/models
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "@/opt/leebert/jvm.options", "io.leebert.trainer.cli.TrainerMain"]
CMD ["--config", "/etc/leebert/trainer.properties"]
