output "resource_group" {
  description = "Resource group of this installation."
  value       = azurerm_resource_group.group.name
}

output "sites" {
  description = "Every app and the site its package goes to."
  value = [for name, app in module.function_apps : {
    app          = name
    site         = app.name
    principal_id = local.principals[name]
  }]
}

output "metrics_endpoint" {
  description = "Where Prometheus metrics are asked for."
  value       = module.monitoring.metrics_endpoint
}

output "registry_host" {
  description = "Where images are pushed to and pulled from; empty where another registry is used."
  value       = var.create_registry ? module.registry[0].host : ""
}

output "vault" {
  description = "The vault with the signing keys, into which people put the secrets."
  value       = local.vault
}
