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
