output "id" {
  description = "Resource id."
  value       = azurerm_user_assigned_identity.app.id
}

output "principal_id" {
  description = "The name by which role assignments and the cluster know it."
  value       = azurerm_user_assigned_identity.app.principal_id
}

output "client_id" {
  description = "The name by which the app asks for its tokens."
  value       = azurerm_user_assigned_identity.app.client_id
}
