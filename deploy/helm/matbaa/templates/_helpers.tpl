{{- define "matbaa.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "matbaa.labels" -}}
app.kubernetes.io/name: matbaa
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end }}

{{/* Whether a group of workers is deployed: `group.when` may name the setting that it depends on. */}}
{{- define "matbaa.wanted" -}}
{{- if or (not .group.when) (get .root.Values.settings .group.when) }}yes{{ end }}
{{- end }}

{{/* A pod: `root`, `name`, `secret`, `command`, `resources`, `grace`, `env` (map), `probe` (alive, http or none). */}}
{{- define "matbaa.pod" -}}
metadata:
  labels: {{- include "matbaa.labels" . | nindent 4 }}
  annotations:
    checksum/settings: {{ toJson .root.Values.settings | sha256sum }}
    {{- with .root.Values.podAnnotations }}{{ toYaml . | nindent 4 }}{{ end }}
spec:
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: {{ .grace }}
  {{- with .root.Values.imagePullSecrets }}
  imagePullSecrets: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if .restart }}
  restartPolicy: {{ .restart }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile: {type: RuntimeDefault}
  containers:
    - name: {{ .name }}
      image: {{ include "matbaa.image" .root | quote }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      command: {{- toYaml .command | nindent 8 }}
      envFrom:
        - configMapRef: {name: {{ .root.Release.Name }}-settings}
      env:
        - {name: AWS_SHARED_CREDENTIALS_FILE, value: /run/secrets/aws_credentials}
        {{- range $key, $value := .env }}
        - {name: {{ $key }}, value: {{ $value | quote }}}
        {{- end }}
      {{- if eq .probe "alive" }}
      startupProbe:
        exec: {command: [/app/deploy/healthy]}
        periodSeconds: 2
        failureThreshold: 60
        timeoutSeconds: 5
      livenessProbe:
        exec: {command: [/app/deploy/healthy]}
        periodSeconds: 15
        failureThreshold: 4
        timeoutSeconds: 5
      {{- else if eq .probe "http" }}
      ports:
        - {name: http, containerPort: 8000}
      livenessProbe:
        httpGet: {path: /livez, port: http}
        periodSeconds: 15
        timeoutSeconds: 5
      readinessProbe:
        httpGet: {path: {{ .ready }}, port: http}
        periodSeconds: 5
        timeoutSeconds: 5
      {{- end }}
      resources: {{- toYaml .resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      volumeMounts:
        - {name: secrets, mountPath: /run/secrets, readOnly: true}
        - {name: tmp, mountPath: /tmp}
  volumes:
    - name: secrets
      secret: {secretName: {{ .secret | quote }}, defaultMode: 0440}
    - name: tmp
      emptyDir: {medium: Memory, sizeLimit: 128Mi}
  {{- if not .restart }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "matbaa.labels" . | nindent 10 }}
  {{- end }}
  {{- with .root.Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .root.Values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* A Deployment of such a pod; `replicas` and `strategy` are optional. */}}
{{- define "matbaa.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .root.Release.Name }}-{{ .name }}
  labels: {{- include "matbaa.labels" . | nindent 4 }}
spec:
  {{- if hasKey . "replicas" }}
  replicas: {{ .replicas }}
  {{- end }}
  strategy: {{- toYaml (.strategy | default (dict "type" "RollingUpdate" "rollingUpdate" (dict "maxUnavailable" 0 "maxSurge" 1))) | nindent 4 }}
  selector:
    matchLabels: {{- include "matbaa.labels" . | nindent 6 }}
  template: {{- include "matbaa.pod" . | nindent 4 }}
{{- end }}

{{/* Lets the draining of nodes remove only one of a component's pods at a time. */}}
{{- define "matbaa.budget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .root.Release.Name }}-{{ .name }}
  labels: {{- include "matbaa.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {{- include "matbaa.labels" . | nindent 6 }}
{{- end }}

{{/* A Service and, if enabled, an Ingress: `root`, `name`, `ingress`. */}}
{{- define "matbaa.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .root.Release.Name }}-{{ .name }}
  labels: {{- include "matbaa.labels" . | nindent 4 }}
spec:
  selector: {{- include "matbaa.labels" . | nindent 4 }}
  ports:
    - {name: http, port: 80, targetPort: http}
{{- if .ingress.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ .root.Release.Name }}-{{ .name }}
  labels: {{- include "matbaa.labels" . | nindent 4 }}
spec:
  {{- with .ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- with .ingress.tlsSecret }}
  tls:
    - hosts: [{{ $.ingress.host | quote }}]
      secretName: {{ . }}
  {{- end }}
  rules:
    - host: {{ .ingress.host | quote }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ .root.Release.Name }}-{{ .name }}
                port: {name: http}
{{- end }}
{{- end }}
