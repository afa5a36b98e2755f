module "roles" {
  source = "../roles"

  subscription_id = var.subscription_id
}

resource "azurerm_container_registry" "registry" {
  name                   = var.name
  resource_group_name    = var.resource_group_name
  location               = var.location
  tags                   = var.tags
  sku                    = "Standard"
  admin_enabled          = false
  anonymous_pull_enabled = false
}

resource "azurerm_role_assignment" "rights" {
  for_each = var.pullers

  scope              = azurerm_container_registry.registry.id
  role_definition_id = module.roles.registry_pull
  principal_id       = each.value
  principal_type     = "ServicePrincipal"
}
