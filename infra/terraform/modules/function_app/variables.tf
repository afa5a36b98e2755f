variable "subscription_id" {
  description = "Subscription in which role definitions are named."
  type        = string
}

variable "app_name" {
  description = "Short name of the app."
  type        = string
}

variable "app" {
  description = "The app, as modules/apps describes it."
  type = object({
    always_ready = number
    memory       = number
    people       = bool
    settings     = map(string)
  })

  validation {
    condition     = contains([512, 2048, 4096], var.app.memory)
    error_message = "Expected 512, 2048 or 4096 megabytes."
  }
}

variable "name" {
  description = "Name of the site and its plan."
  type        = string
}

variable "host_account_name" {
  description = "Name of the app's own storage account: its package and the host's leases, nothing else."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.host_account_name))
    error_message = "Expected 3 to 24 lower case letters and digits."
  }
}

variable "resource_group_name" {
  description = "Resource group of this installation."
  type        = string
}

variable "resource_group_id" {
  description = "Resource id of the resource group of this installation."
  type        = string
}

variable "location" {
  description = "Region."
  type        = string
}

variable "tags" {
  description = "Tags for every resource."
  type        = map(string)
}

variable "identity_id" {
  description = "Resource id of the app's identity."
  type        = string
}

variable "principal_id" {
  description = "Principal id of the app's identity."
  type        = string
}

variable "client_id" {
  description = "Client id of the app's identity."
  type        = string
}

variable "maximum_instances" {
  description = "Most instances at a time."
  type        = number

  validation {
    condition     = var.maximum_instances >= 1 && var.maximum_instances <= 1000
    error_message = "Expected 1 to 1000 instances."
  }
}

variable "insights_id" {
  description = "Resource id of the Application Insights component."
  type        = string
}

variable "insights_connection_string" {
  description = "Where the app sends its telemetry."
  type        = string
  sensitive   = true
}

variable "scheduler_endpoint" {
  description = "Address of the scheduler."
  type        = string
}

variable "tenant_id" {
  description = "Tenant whose people sign in."
  type        = string
}

variable "sign_in_client_id" {
  description = "Client id of the application by which people sign in. Empty: nobody does."
  type        = string
}

variable "shared_settings" {
  description = "Settings that all apps share."
  type        = map(string)
}
