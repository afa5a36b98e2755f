module "roles" {
  source = "../roles"

  subscription_id = var.subscription_id
}

resource "azurerm_role_assignment" "rights" {
  for_each = var.principal_ids

  scope              = var.cluster_id
  role_definition_id = module.roles.cluster_user
  principal_id       = each.value
  principal_type     = "ServicePrincipal"
}
