"""Values that the API server takes for a field, where Kubernetes' published schema only says "string".

The words are those of the API reference, https://kubernetes.io/docs/reference/kubernetes-api/.
"""

_PROTOCOLS = ("TCP", "UDP", "SCTP")
_PULL: dict[str, tuple[str, ...]] = {
    "imagePullPolicy": ("Always", "IfNotPresent", "Never"),
    "terminationMessagePolicy": ("File", "FallbackToLogsOnError"),
    "restartPolicy": ("Always", "OnFailure", "Never"),
}
_PROFILES: dict[str, tuple[str, ...]] = {"type": ("RuntimeDefault", "Unconfined", "Localhost")}
_TRAFFIC = ("Cluster", "Local")
_VOLUME_MODES = ("Block", "Filesystem")
_ACCESS_MODES = ("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")
_WEBHOOK: dict[str, tuple[str, ...]] = {"failurePolicy": ("Ignore", "Fail"), "matchPolicy": ("Exact", "Equivalent")}

# End of a definition's name -> field -> its values. For a list, the values are those of its items.
ENUMERATIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "core.v1.Container": _PULL,
    "core.v1.EphemeralContainer": _PULL,
    "core.v1.ContainerPort": {"protocol": _PROTOCOLS},
    "core.v1.ServicePort": {"protocol": _PROTOCOLS},
    "core.v1.HTTPGetAction": {"scheme": ("HTTP", "HTTPS")},
    "core.v1.PodSpec": {
        "restartPolicy": ("Always", "OnFailure", "Never"),
        "dnsPolicy": ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
        "preemptionPolicy": ("Never", "PreemptLowerPriority"),
    },
    "core.v1.PodOS": {"name": ("linux", "windows")},
    "core.v1.PodSecurityContext": {
        "fsGroupChangePolicy": ("Always", "OnRootMismatch"),
        "supplementalGroupsPolicy": ("Merge", "Strict"),
    },
    "core.v1.ServiceSpec": {
        "type": ("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
        "sessionAffinity": ("ClientIP", "None"),
        "externalTrafficPolicy": _TRAFFIC,
        "internalTrafficPolicy": _TRAFFIC,
        "ipFamilyPolicy": ("SingleStack", "PreferDualStack", "RequireDualStack"),
    },
    # Lt and Gt: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
    "core.v1.Toleration": {
        "operator": ("Exists", "Equal", "Lt", "Gt"),
        "effect": ("", "NoSchedule", "PreferNoSchedule", "NoExecute"),
    },
    "core.v1.Taint": {"effect": ("NoSchedule", "PreferNoSchedule", "NoExecute")},
    "core.v1.NodeSelectorRequirement": {"operator": ("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt")},
    "meta.v1.LabelSelectorRequirement": {"operator": ("In", "NotIn", "Exists", "DoesNotExist")},
    "core.v1.TopologySpreadConstraint": {"whenUnsatisfiable": ("DoNotSchedule", "ScheduleAnyway")},
    "core.v1.SeccompProfile": _PROFILES,
    "core.v1.AppArmorProfile": _PROFILES,
    "core.v1.VolumeMount": {"mountPropagation": ("None", "HostToContainer", "Bidirectional")},
    "core.v1.HostPathVolumeSource": {
        "type": ("", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")
    },
    "core.v1.PersistentVolumeSpec": {
        "persistentVolumeReclaimPolicy": ("Retain", "Delete", "Recycle"),
        "volumeMode": _VOLUME_MODES,
        "accessModes": _ACCESS_MODES,
    },
    "core.v1.PersistentVolumeClaimSpec": {"volumeMode": _VOLUME_MODES, "accessModes": _ACCESS_MODES},
    "storage.v1.StorageClass": {
        "reclaimPolicy": ("Retain", "Delete", "Recycle"),
        "volumeBindingMode": ("Immediate", "WaitForFirstConsumer"),
    },
    "apps.v1.DeploymentStrategy": {"type": ("Recreate", "RollingUpdate")},
    "apps.v1.DaemonSetUpdateStrategy": {"type": ("OnDelete", "RollingUpdate")},
    "apps.v1.StatefulSetSpec": {"podManagementPolicy": ("OrderedReady", "Parallel")},
    "batch.v1.CronJobSpec": {"concurrencyPolicy": ("Allow", "Forbid", "Replace")},
    "batch.v1.JobSpec": {
        "completionMode": ("NonIndexed", "Indexed"),
        "podReplacementPolicy": ("TerminatingOrFailed", "Failed"),
    },
    "networking.v1.HTTPIngressPath": {"pathType": ("Exact", "Prefix", "ImplementationSpecific")},
    "networking.v1.NetworkPolicySpec": {"policyTypes": ("Ingress", "Egress")},
    "networking.v1.NetworkPolicyPort": {"protocol": _PROTOCOLS},
    "rbac.v1.RoleRef": {"kind": ("Role", "ClusterRole")},
    "rbac.v1.Subject": {"kind": ("User", "Group", "ServiceAccount")},
    "autoscaling.v2.MetricSpec": {"type": ("ContainerResource", "External", "Object", "Pods", "Resource")},
    "autoscaling.v2.MetricTarget": {"type": ("Utilization", "Value", "AverageValue")},
    "autoscaling.v2.HPAScalingRules": {"selectPolicy": ("Max", "Min", "Disabled")},
    "autoscaling.v2.HPAScalingPolicy": {"type": ("Pods", "Percent")},
    "policy.v1.PodDisruptionBudgetSpec": {"unhealthyPodEvictionPolicy": ("IfHealthyBudget", "AlwaysAllow")},
    "admissionregistration.v1.MutatingWebhook": _WEBHOOK,
    "admissionregistration.v1.ValidatingWebhook": _WEBHOOK,
    "apiextensions.v1.CustomResourceDefinitionSpec": {"scope": ("Cluster", "Namespaced")},
}
