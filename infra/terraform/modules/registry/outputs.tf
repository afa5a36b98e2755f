output "host" {
  description = "The prefix of its images: the Environment's registries and the ConfigMap landfall-registries name it."
  value       = azurerm_container_registry.registry.login_server
}
