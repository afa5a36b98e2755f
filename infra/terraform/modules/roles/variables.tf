variable "subscription_id" {
  description = "Subscription in which role definitions are named."
  type        = string
}
