module "roles" {
  source = "../roles"

  subscription_id = var.subscription_id
}

locals {
  packages       = "packages"
  people_sign_in = var.app.people && var.sign_in_client_id != ""

  # Not a secret but the name of the setting that tells Easy Auth to prove itself by the app's identity.
  sign_in_by_identity = "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID"
  sign_in_settings    = local.people_sign_in ? { Access__EasyAuth = "true", (local.sign_in_by_identity) = var.client_id } : {}

  settings = merge(var.shared_settings, var.app.settings, local.sign_in_settings, {
    AZURE_CLIENT_ID                           = var.client_id
    AzureWebJobsStorage__accountName          = azurerm_storage_account.host.name
    AzureWebJobsStorage__credential           = "managedidentity"
    AzureWebJobsStorage__clientId             = var.client_id
    APPLICATIONINSIGHTS_CONNECTION_STRING     = var.insights_connection_string
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "ClientId=${var.client_id};Authorization=AAD"
    DURABLE_TASK_SCHEDULER_CONNECTION_STRING = join(";", [
      "Endpoint=${var.scheduler_endpoint}",
      "Authentication=ManagedIdentity",
      "ClientID=${var.client_id}",
    ])
  })
}

# A host writes its keys and packages here. In an account of its own, no app can change the code of another.
resource "azurerm_storage_account" "host" {
  name                             = var.host_account_name
  resource_group_name              = var.resource_group_name
  location                         = var.location
  tags                             = var.tags
  account_kind                     = "StorageV2"
  account_tier                     = "Standard"
  account_replication_type         = "LRS"
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  shared_access_key_enabled        = false
  default_to_oauth_authentication  = true
  min_tls_version                  = "TLS1_2"
  https_traffic_only_enabled       = true
}

resource "azurerm_storage_container" "packages" {
  name                  = local.packages
  storage_account_id    = azurerm_storage_account.host.id
  container_access_type = "private"
}

resource "azurerm_role_assignment" "host" {
  scope              = azurerm_storage_account.host.id
  role_definition_id = module.roles.blob_owner
  principal_id       = var.principal_id
  principal_type     = "ServicePrincipal"
}

resource "azurerm_role_assignment" "telemetry" {
  scope              = var.insights_id
  role_definition_id = module.roles.metrics_publisher
  principal_id       = var.principal_id
  principal_type     = "ServicePrincipal"
}

resource "azapi_resource" "plan" {
  type      = "Microsoft.Web/serverfarms@2024-11-01"
  parent_id = var.resource_group_id
  name      = var.name
  location  = var.location
  tags      = var.tags

  body = {
    kind = "functionapp"
    sku = {
      tier = "FlexConsumption"
      name = "FC1"
    }
    properties = {
      reserved = true
    }
  }
}

resource "azapi_resource" "site" {
  type      = "Microsoft.Web/sites@2024-11-01"
  parent_id = var.resource_group_id
  name      = var.name
  location  = var.location
  tags      = merge(var.tags, { landfall-app = var.app_name })

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity_id]
  }

  body = {
    kind = "functionapp,linux"
    properties = {
      serverFarmId              = azapi_resource.plan.id
      httpsOnly                 = true
      keyVaultReferenceIdentity = var.identity_id
      siteConfig = {
        minTlsVersion = "1.2"
        http20Enabled = true
        ftpsState     = "Disabled"
        appSettings   = [for name, value in local.settings : { name = name, value = value }]
      }
      functionAppConfig = {
        deployment = {
          storage = {
            type  = "blobContainer"
            value = "${azurerm_storage_account.host.primary_blob_endpoint}${local.packages}"
            authentication = {
              type                           = "UserAssignedIdentity"
              userAssignedIdentityResourceId = var.identity_id
            }
          }
        }
        runtime = {
          name    = "custom"
          version = "1.0"
        }
        scaleAndConcurrency = {
          instanceMemoryMB     = var.app.memory
          maximumInstanceCount = var.maximum_instances
          alwaysReady          = [for instances in [var.app.always_ready] : { name = "durable", instanceCount = instances } if instances > 0]
        }
      }
    }
  }

  response_export_values = ["properties.defaultHostName"]

  depends_on = [azurerm_role_assignment.host, azurerm_storage_container.packages]
}

# Requests without sign-in get through: the app refuses them itself, or takes a personal link, an event or a check's answer.
resource "azapi_update_resource" "sign_in" {
  count = local.people_sign_in ? 1 : 0

  type      = "Microsoft.Web/sites/config@2024-11-01"
  parent_id = azapi_resource.site.id
  name      = "authsettingsV2"

  body = {
    properties = {
      platform = {
        enabled = true
      }
      globalValidation = {
        requireAuthentication       = false
        unauthenticatedClientAction = "AllowAnonymous"
      }
      httpSettings = {
        requireHttps = true
      }
      identityProviders = {
        azureActiveDirectory = {
          enabled = true
          registration = {
            clientId                = var.sign_in_client_id
            clientSecretSettingName = local.sign_in_by_identity
            openIdIssuer            = "https://login.microsoftonline.com/${var.tenant_id}/v2.0"
          }
          validation = {
            allowedAudiences = [var.sign_in_client_id, "api://${var.sign_in_client_id}"]
          }
        }
      }
      login = {
        tokenStore = {
          enabled = false
        }
      }
    }
  }
}

# Azure makes the two with the site; here they are only shut.
resource "azapi_update_resource" "no_basic" {
  for_each = toset(["ftp", "scm"])

  type      = "Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01"
  parent_id = azapi_resource.site.id
  name      = each.value

  body = {
    properties = {
      allow = false
    }
  }
}
