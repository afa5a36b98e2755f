variable "subscription_id" {
  description = "Subscription in which role definitions are named."
  type        = string
}

variable "name" {
  description = "Name of the Durable Task Scheduler."
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

variable "sku" {
  description = "Consumption: paid by action. Dedicated: a fixed price, for steady load."
  type        = string
}

variable "hub" {
  description = "Name of the one task hub that all apps share."
  type        = string
}

variable "ip_allowlist" {
  description = "Address ranges that may reach the scheduler. An empty list lets nobody in."
  type        = list(string)

  validation {
    condition     = length(var.ip_allowlist) > 0
    error_message = "Expected one range or more: an empty list lets nobody in."
  }
}

variable "principal_ids" {
  description = "Principal ids of the apps by name. Each sees only the work items it has functions for, because the host filters them."
  type        = map(string)
}
