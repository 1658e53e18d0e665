# leebert serve. Built by deploy/docker/build, from jars that Maven has made:
#
#   deploy/docker/build                                                     processors
#   BASE=nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04 deploy/docker/build   NVIDIA GPUs
#
# Any glibc base does: Java comes from JRE, libraries of the processor from the jars. A GPU needs
# CUDA 12 and cuDNN 9 in the base, and jars of mvn -Pgpu (deploy/docker/build does both).
ARG BASE=ubuntu:22.04
ARG JRE=eclipse-temurin:17-jre-jammy
FROM ${JRE} AS jre
FROM ${BASE}

COPY --from=jre /opt/java/openjdk /opt/java/openjdk
# Third parties' jars change seldom, ours with every commit.
COPY lib /opt/leebert/lib
COPY app /opt/leebert/app
COPY streams-app.options /opt/leebert/jvm.options
# Empty: what is not mounted there comes from the environment (LEEBERT_BUNDLE, KAFKA_BOOTSTRAP_SERVERS ...).
COPY empty.properties /etc/leebert/app.properties

# Not by -cp: the JVM's command line must stay short for ONNX Runtime.
ENV CLASSPATH=/opt/leebert/app/*:/opt/leebert/lib/* \
    PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LEEBERT_HTTP_HOST=0.0.0.0 \
    LEEBERT_HTTP_PORT=8080 \
    DJL_CACHE_DIR=/tmp/djl \
    OMP_WAIT_POLICY=passive \
    OPT_OUT_TRACKING=true

# Bundles of the models topic, where they lie in a folder: a volume that the trainer writes to.
COPY --chown=10001:10001 models /var/lib/leebert/models
# The only place that is written to; a tmpfs or an emptyDir where the root is read-only.
VOLUME /tmp
USER 10001:10001
EXPOSE 8080
# The JVM is process 1 and gets SIGTERM itself: a clean stop.
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "@/opt/leebert/jvm.options", "io.leebert.streams.cli.StreamsMain"]
CMD ["--config", "/etc/leebert/app.properties"]
