output "apps" {
  description = "Every function app by its short name: rights per container (read or write), landing, links, cluster, key, always_ready, memory in megabytes, settings."
  value       = local.apps
}
