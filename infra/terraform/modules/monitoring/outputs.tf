output "workspace_id" {
  description = "Log Analytics workspace."
  value       = azurerm_log_analytics_workspace.logs.id
}

output "insights_id" {
  description = "Resource id of the Application Insights component."
  value       = azurerm_application_insights.insights.id
}

output "insights_connection_string" {
  description = "Where apps send their telemetry. Without a right it opens nothing: local authentication is off."
  value       = azurerm_application_insights.insights.connection_string
  sensitive   = true
}

output "metrics_endpoint" {
  description = "Where Prometheus metrics are asked for."
  value       = azurerm_monitor_workspace.metrics.query_endpoint
}
