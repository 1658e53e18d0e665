{{- define "leebert.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "leebert.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "leebert.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "leebert.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "leebert.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: leebert-streams
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What both programs of a release have in common, and nothing else does. */}}
{{- define "leebert.bothSelector" -}}
app.kubernetes.io/name: {{ include "leebert.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "leebert.selector" -}}
{{ include "leebert.bothSelector" . }}
app.kubernetes.io/component: streams-app
{{- end -}}

{{- define "leebert.trainerSelector" -}}
{{ include "leebert.bothSelector" . }}
app.kubernetes.io/component: trainer
{{- end -}}

{{- define "leebert.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "leebert.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* An image by its digest, or by its tag. */}}
{{- define "leebert.image" -}}
{{- if .image.digest -}}
{{- printf "%s@%s" .image.repository .image.digest -}}
{{- else -}}
{{- printf "%s:%s" .image.repository (default .chart.AppVersion .image.tag) -}}
{{- end -}}
{{- end -}}

{{/* What both programs are told about the broker and the registry; secrets come by environment. */}}
{{- define "leebert.clients" -}}
bootstrap.servers={{ required "kafka.bootstrapServers is needed: host:port of a Kafka broker" .Values.kafka.bootstrapServers }}
security.protocol={{ .Values.kafka.securityProtocol }}
{{- if hasPrefix "SASL_" .Values.kafka.securityProtocol }}
sasl.mechanism={{ .Values.kafka.sasl.mechanism }}
{{- end }}
{{- if .Values.kafka.tls.caSecret }}
ssl.truststore.type=PEM
ssl.truststore.location=/etc/leebert/kafka-ca/{{ .Values.kafka.tls.caKey }}
{{- end }}
{{- if .Values.kafka.tls.clientSecret }}
ssl.keystore.type=PKCS12
ssl.keystore.location=/etc/leebert/kafka-client/{{ .Values.kafka.tls.clientKeystoreKey }}
{{- end }}
schema.registry.url={{ required "schemaRegistry.url is needed" .Values.schemaRegistry.url }}
auto.register.schemas={{ .Values.schemaRegistry.autoRegister }}
{{- if .Values.schemaRegistry.existingSecret }}
basic.auth.credentials.source=USER_INFO
{{- end }}
{{- if .Values.schemaRegistry.tls.caSecret }}
schema.registry.ssl.truststore.type=PEM
schema.registry.ssl.truststore.location=/etc/leebert/registry-ca/{{ .Values.schemaRegistry.tls.caKey }}
{{- end }}
{{- with .Values.bundles.s3 }}
{{- if .enabled }}
{{- with .endpoint }}
leebert.store.s3.endpoint={{ . }}
{{- end }}
{{- with .region }}
leebert.store.s3.region={{ . }}
{{- end }}
{{- if ne (toString .pathStyle) "" }}
leebert.store.s3.path.style={{ .pathStyle }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Host and port go here and not into the files: the images have them in theirs, which goes before a file. */}}
{{- define "leebert.env" -}}
- name: LEEBERT_LOG_LEVEL
  value: {{ .Values.logging.level | quote }}
- name: LEEBERT_ROOT_LOG_LEVEL
  value: {{ .Values.logging.rootLevel | quote }}
- name: LEEBERT_HTTP_HOST
  value: "0.0.0.0"
- name: LEEBERT_HTTP_PORT
  value: {{ .Values.http.port | quote }}
{{- if .Values.kafka.sasl.existingSecret }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef:
      name: {{ .Values.kafka.sasl.existingSecret }}
      key: {{ .Values.kafka.sasl.jaasKey }}
{{- end }}
{{- if .Values.kafka.tls.clientSecret }}
- name: KAFKA_SSL_KEYSTORE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .Values.kafka.tls.clientSecret }}
      key: {{ .Values.kafka.tls.clientPasswordKey }}
{{- end }}
{{- if .Values.schemaRegistry.existingSecret }}
- name: KAFKA_BASIC_AUTH_USER_INFO
  valueFrom:
    secretKeyRef:
      name: {{ .Values.schemaRegistry.existingSecret }}
      key: {{ .Values.schemaRegistry.userInfoKey }}
{{- end }}
{{- if and .Values.bundles.s3.enabled .Values.bundles.s3.existingSecret }}
{{- range list "AWS_ACCESS_KEY_ID" "AWS_SECRET_ACCESS_KEY" }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: {{ $.Values.bundles.s3.existingSecret }}
      key: {{ . }}
{{- end }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "leebert.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .Values.kafka.tls.caSecret }}
- name: kafka-ca
  mountPath: /etc/leebert/kafka-ca
  readOnly: true
{{- end }}
{{- if .Values.kafka.tls.clientSecret }}
- name: kafka-client
  mountPath: /etc/leebert/kafka-client
  readOnly: true
{{- end }}
{{- if .Values.schemaRegistry.tls.caSecret }}
- name: registry-ca
  mountPath: /etc/leebert/registry-ca
  readOnly: true
{{- end }}
{{- if .Values.bundles.persistence.enabled }}
- name: bundles
  mountPath: {{ .Values.bundles.persistence.mountPath }}
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "leebert.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ .Values.tmp.sizeLimit }}
{{- if .Values.kafka.tls.caSecret }}
- name: kafka-ca
  secret:
    secretName: {{ .Values.kafka.tls.caSecret }}
{{- end }}
{{- if .Values.kafka.tls.clientSecret }}
- name: kafka-client
  secret:
    secretName: {{ .Values.kafka.tls.clientSecret }}
{{- end }}
{{- if .Values.schemaRegistry.tls.caSecret }}
- name: registry-ca
  secret:
    secretName: {{ .Values.schemaRegistry.tls.caSecret }}
{{- end }}
{{- if .Values.bundles.persistence.enabled }}
- name: bundles
  persistentVolumeClaim:
    claimName: {{ default (printf "%s-bundles" (include "leebert.fullname" .)) .Values.bundles.persistence.existingClaim }}
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/*
Where patience ends: the events that may wait for one pod without any of them getting older than
lagTargetMs, when the pod is at its lowest patience. Below it a smaller patience is the answer,
above it only another pod is.
*/}}
{{- define "leebert.lagThreshold" -}}
{{- if .Values.keda.lagThreshold -}}
{{- int64 .Values.keda.lagThreshold -}}
{{- else -}}
{{- max 1 (div (mul (int64 .Values.keda.capacityAtLowestPatience) (int64 .Values.lagTargetMs)) 1000) -}}
{{- end -}}
{{- end -}}

{{/* Where labels come from that answers are compared with. */}}
{{- define "leebert.labelsTopic" -}}
{{- .Values.labels.topic | default .Values.topics.labelled -}}
{{- end -}}

{{/* Events that arrive at all pods a second. */}}
{{- define "leebert.arrivals" -}}
{{- printf "sum(rate(leebert_events_arrived_total{namespace=%q, job=%q}[2m]))" .Release.Namespace (include "leebert.fullname" .) -}}
{{- end -}}

{{/* A setting's value: Helm's numbers are floats, and a million of them would be 1e+06. */}}
{{- define "leebert.value" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}
{{- int64 . -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end -}}
