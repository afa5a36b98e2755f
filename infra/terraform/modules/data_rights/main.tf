module "roles" {
  source = "../roles"

  subscription_id = var.subscription_id
}

resource "azurerm_role_assignment" "own" {
  for_each = var.containers

  scope              = var.container_ids["landfall-${each.key}"]
  role_definition_id = each.value == "write" ? module.roles.blob_contributor : module.roles.blob_reader
  principal_id       = var.principal_id
  principal_type     = "ServicePrincipal"
}

resource "azurerm_role_assignment" "landed" {
  for_each = toset(var.landing_containers)

  scope              = var.container_ids[each.value]
  role_definition_id = module.roles.blob_reader
  principal_id       = var.principal_id
  principal_type     = "ServicePrincipal"
}

resource "azurerm_role_assignment" "delegator" {
  count = var.links ? 1 : 0

  scope              = var.account_id
  role_definition_id = module.roles.blob_delegator
  principal_id       = var.principal_id
  principal_type     = "ServicePrincipal"
}
