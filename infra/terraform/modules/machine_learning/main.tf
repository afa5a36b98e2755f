module "roles" {
  source = "../roles"

  subscription_id = var.subscription_id
}

resource "azurerm_role_assignment" "right" {
  scope              = var.workspace_id
  role_definition_id = module.roles.model_keeper
  principal_id       = var.principal_id
  principal_type     = "ServicePrincipal"
}
