module "roles" {
  source = "../roles"

  subscription_id = var.subscription_id
}

resource "azurerm_key_vault" "vault" {
  name                       = var.name
  resource_group_name        = var.resource_group_name
  location                   = var.location
  tags                       = var.tags
  tenant_id                  = var.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  soft_delete_retention_days = 90
  purge_protection_enabled   = true
}

# By way of the resource manager, so that whoever deploys needs no right to the keys themselves.
resource "azapi_resource" "signing" {
  for_each = var.keys

  type      = "Microsoft.KeyVault/vaults/keys@2024-11-01"
  parent_id = azurerm_key_vault.vault.id
  name      = "landfall-${each.key}"
  tags      = var.tags

  body = {
    properties = {
      kty       = "EC"
      curveName = "P-256"
      keyOps    = ["sign", "verify"]
      attributes = {
        enabled    = true
        exportable = false
      }
    }
  }
}

resource "azurerm_role_assignment" "rights" {
  for_each = var.keys

  scope              = azapi_resource.signing[each.key].id
  role_definition_id = module.roles.crypto_user
  principal_id       = each.value
  principal_type     = "ServicePrincipal"
}

resource "azurerm_role_assignment" "reading" {
  for_each = var.verifiers

  scope              = azapi_resource.signing["versions"].id
  role_definition_id = module.roles.key_reader
  principal_id       = each.value
  principal_type     = "ServicePrincipal"
}

# People put them there: a template that held them would not keep them secret.
resource "azurerm_role_assignment" "secrets" {
  for_each = var.secrets

  scope              = "${azurerm_key_vault.vault.id}/secrets/landfall-${each.key}"
  role_definition_id = module.roles.secret_user
  principal_id       = each.value
  principal_type     = "ServicePrincipal"
}

resource "azurerm_monitor_diagnostic_setting" "audit" {
  name                       = "audit"
  target_resource_id         = azurerm_key_vault.vault.id
  log_analytics_workspace_id = var.workspace_id

  enabled_log {
    category_group = "audit"
  }
}
